// Keys of the search: "/" to the box, arrows or j and k between the items found, "?" for help. Everything works without.
// Keys that are mere letters can be turned off, as dictation and shaky hands need it; a page with keys of its own has none.

const OFF = "keys-off";
const help = document.getElementById("page-keys");
const toggle = help?.querySelector("input[type=checkbox]");
const taken = document.querySelector("[data-key]") !== null;

function remembered() {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false; // no store: on, until the page is left
  }
}

function remember(off) {
  try {
    if (off) localStorage.setItem(OFF, "1");
    else localStorage.removeItem(OFF);
  } catch {
    // It holds for this page alone.
  }
}

const box = () => document.querySelector("main input[data-suggest]") ?? document.querySelector("input[data-suggest]");
const hits = () => [...document.querySelectorAll("[data-hit]")];

function typing(element) {
  return element.isContentEditable || element.matches("input, textarea, select");
}

function toBox() {
  const input = box();
  input?.focus();
  input?.select();
  return Boolean(input);
}

// From nowhere: to the first item that is in sight. Up from the first: to the box.
function move(step) {
  const all = hits();
  if (!all.length) return false;
  const at = all.indexOf(document.activeElement);
  const first = Math.max(0, all.findIndex((one) => one.getBoundingClientRect().top >= 0));
  const next = at < 0 ? first : at + step;
  if (next < 0) return toBox();
  all[Math.min(next, all.length - 1)].focus();
  return true;
}

function free(element) {
  return element === document.body || element.id === "main" || element.matches("[data-hit]");
}

function arrow(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.shiftKey) return false;
  const target = event.target;
  if (target.matches("input[data-suggest]")) return step === 1 && target === box() && move(1);
  return free(target) && move(step);
}

function letter(event) {
  if (toggle?.checked === false || typing(event.target)) return false;
  switch (event.key) {
    case "/":
      return toBox();
    case "j":
      return move(1);
    case "k":
      return move(-1);
    case "?":
      help?.showModal();
      return Boolean(help);
  }
  return false;
}

function press(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (help?.open) return;
  if (event.key === "Escape" && event.target.matches("input[data-suggest]")) event.target.blur();
  else if (arrow(event) || letter(event)) event.preventDefault();
}

if (!taken) {
  if (toggle) {
    toggle.checked = !remembered();
    toggle.addEventListener("change", () => remember(!toggle.checked));
  }
  document.addEventListener("keydown", press);
  for (const button of document.querySelectorAll("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => help?.showModal());
  }
}

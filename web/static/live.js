// The search page as one types: the same page is fetched, its results take the place of those shown, and the address
// follows. Where that is slow or fails nothing happens: Enter asks as it would without a script.

import "./keys.js";
import "./suggesting.js";

const PAUSE = 220; // ms without a letter before anything is asked: a quick typist's longest gap between two letters
const WRONG = 900; // ms before a query is called wrong or fruitless: until then it may be half-written ("leader:", "Fute")
const PATIENCE = 8000; // ms after which an answer is no longer waited for
const LATER = 700; // ms before what costs the archive more is fetched for results that stay
const BREATH = 500; // ms before the count is said, so that a screen reader is not cut short by every letter

const found = document.getElementById("found");
const form = document.querySelector("form.searchbox[data-live]");

function address() {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) asked.append(name, value);
  return `${form.action}?${asked}`;
}

function pause(length, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, length);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

let saying;
function announce(words) {
  clearTimeout(saying);
  saying = setTimeout(() => (document.getElementById("announced").textContent = words), BREATH);
}

// What beside the results tells of this one search: the links to its other forms.
function follow(other) {
  for (const link of document.querySelectorAll("[data-follows]")) {
    const now = other.querySelector(`[data-follows="${link.dataset.follows}"]`);
    if (now) link.href = now.href;
  }
}

function show(other, fresh, url) {
  const open = found.querySelector("details.narrowing")?.open ?? false;
  follow(other);
  found.replaceChildren(...fresh.childNodes);
  found.querySelector("details.narrowing")?.toggleAttribute("open", open);
  document.title = other.title;
  history.replaceState(history.state, "", url);
  announce(found.querySelector("[data-said]")?.textContent.trim().replace(/\s+/g, " ") ?? "");
}

function page(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

// What stands out in the results takes the place of the link that asks for it.
async function later(signal) {
  const link = found.querySelector("a[data-later]");
  if (!link) return;
  try {
    await pause(LATER, signal);
    const answer = await fetch(link.href, { signal });
    const said = page(await answer.text()).querySelector("#found .related");
    if (said && !signal.aborted && document.activeElement !== link) link.closest(".related").replaceWith(said);
  } catch {
    // Another letter came, or the answer did not: the link still leads there.
  }
}

let shown = form && address();
let asking = new AbortController();

async function ask() {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const url = address();
  if (url === shown) return;
  try {
    await pause(PAUSE, signal);
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]) });
    if (!answer.ok && answer.status !== 400) return;
    const other = page(await answer.text());
    const fresh = other.getElementById("found");
    if (!fresh?.querySelector("[data-hit]") || fresh.querySelector(".problem")) await pause(WRONG, signal);
    if (!fresh || signal.aborted || found.contains(document.activeElement)) return; // who reads there is not interrupted
    show(other, fresh, url);
    shown = url;
    later(signal);
  } catch {
    // Another letter came, or the answer did not: what is shown stays.
  }
}

if (found && form && !navigator.connection?.saveData) {
  const box = form.querySelector("input[name=q]");
  box.addEventListener("input", (event) => {
    if (!event.isComposing) ask();
  });
  box.addEventListener("compositionend", ask);
  form.addEventListener("submit", () => asking.abort());
  later(asking.signal);
}

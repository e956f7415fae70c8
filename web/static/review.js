// Keys for the review queue: a key does what a click on the element that shows it does. Everything works without this.

const fields = "input:not([type=hidden], [type=checkbox], [type=submit]), textarea, select";

function visible(element) {
  return element.getClientRects().length > 0 && !element.disabled;
}

function press(key) {
  const element = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && visible(one));
  if (!element) return false;
  if (element.matches(fields)) {
    element.focus();
    element.select?.();
    return true;
  }
  element.click();
  if (element.matches("summary") && element.parentElement.open) {
    (element.parentElement.querySelector(fields) ?? element).focus();
    element.parentElement.scrollIntoView({ block: "nearest" });
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const field = event.target.closest?.(fields);
  if (!field) {
    if (event.key === "Enter" && event.target.matches?.("[type=checkbox]")) event.preventDefault(); // no button beside it
    if (!event.repeat && press(event.key)) event.preventDefault(); // a key held down judges one case, not a hundred
    return;
  }
  if (event.key === "Escape") {
    field.blur();
  } else if (event.key === "Enter" && field.closest("form.deciding") && field.matches("input")) {
    event.preventDefault();
    const button = field.form.querySelector(`button[value="${field.dataset.enter}"]`);
    if (button) button.click();
    else field.blur();
  }
});

document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
// a screen reader begins with what went wrong, else with the new case
(document.querySelector("[role=alert]") ?? document.querySelector(".case-head"))?.focus();

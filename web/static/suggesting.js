// Suggestions under every search box: an ARIA combobox with a list that opens as one types. Without it the box is a box.

const PAUSE = 90; // ms without a letter before anything is asked
const KEPT = 60; // answers remembered, so that a letter taken back is answered at once

class Suggesting {
  constructor(input) {
    this.input = input;
    this.options = [];
    this.active = -1;
    this.answers = new Map();
    this.asking = new AbortController();
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `${input.id}-suggested`, className: "suggested", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    input.parentElement.append(this.list);
    const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(said)) input.setAttribute(name, value);
    input.setAttribute("aria-controls", this.list.id);

    input.addEventListener("input", (event) => event.isComposing || this.ask());
    input.addEventListener("compositionend", () => this.ask());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.options[[...this.list.children].indexOf(option)]);
    });
  }

  async ask() {
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const { value, selectionStart } = this.input;
    if (!value.trim() || selectionStart !== value.length) return this.close();
    try {
      if (!this.answers.has(value)) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
        if (signal.aborted) return;
        const answer = await fetch(`${this.input.dataset.suggest}?${new URLSearchParams({ q: value })}`, { signal });
        if (!answer.ok) return this.close();
        this.remember(value, await answer.json());
      }
      if (!signal.aborted && document.activeElement === this.input) this.show(this.answers.get(value));
    } catch {
      // Another letter came, or the answer did not: a box without suggestions still searches.
    }
  }

  remember(value, options) {
    if (this.answers.size >= KEPT) this.answers.delete(this.answers.keys().next().value);
    this.answers.set(value, options);
  }

  show(options) {
    this.options = options;
    this.list.replaceChildren(...options.map((one, at) => this.drawn(one, at)));
    this.list.hidden = !options.length;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.mark(-1);
  }

  drawn(one, at) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${at}`;
    option.setAttribute("role", "option");
    const part = (name, text) => {
      if (!text) return;
      const span = document.createElement("span");
      span.className = name;
      span.textContent = text;
      option.append(span, " ");
    };
    part("text", one.text);
    part("detail", one.detail);
    return option;
  }

  mark(at) {
    this.active = at;
    [...this.list.children].forEach((option, other) => {
      option.setAttribute("aria-selected", String(other === at));
      if (other === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", this.list.children[at].id);
  }

  close() {
    this.asking.abort();
    if (!this.list.hidden) this.show([]);
  }

  choose(one) {
    this.close();
    this.input.value = one.query;
    this.input.form.requestSubmit();
  }

  press(event) {
    if (event.isComposing || this.list.hidden) {
      if (event.key === "Enter") this.asking.abort();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const count = this.options.length + 1; // the box itself is one of the stops
      this.mark(((this.active + 1 + step + count) % count) - 1);
    } else if (event.key === "Enter" && this.active >= 0) {
      this.choose(this.options[this.active]);
    } else if (event.key === "Escape") {
      this.close();
    } else {
      return;
    }
    event.preventDefault();
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Suggesting(input);

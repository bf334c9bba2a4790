/** The boxes people write in: messages to a channel or thread, and the command line of a backstage thread. */

import { el, once } from "../basics/dom.js";

let count = 0;

/** A box that sends a message; a line that begins with /care is a command, not a message. */
export function composer({ label, placeholder, submit, send }) {
  const box = el("textarea", { rows: "1", "aria-label": label, placeholder, maxlength: "40000" });
  return wired(box, { class: "composer", submit, send });
}

/** The command line: what is typed follows “/care”. */
export function commandLine({ label, send }) {
  const id = `command-${(count += 1)}`;
  const box = el("input", {
    id,
    type: "text",
    "aria-label": label,
    placeholder: "note, remind this afternoon, resolve …",
    list: "commands",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: "40000",
  });
  const made = wired(box, { class: "command", submit: "Do it", send });
  made.prepend(el("label", { for: id, "aria-hidden": "true" }, "/care"));
  return made;
}

function wired(box, { class: name, submit, send }) {
  const problem = el("p", { class: "problem", role: "alert" });
  const button = el("button", { type: "submit" }, submit);
  const made = el("form", { class: name, novalidate: true }, box, button, problem);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (box.value.trim()) once(button, sending);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    made.requestSubmit();
  });
  box.addEventListener("input", () => problem.replaceChildren());
  return made;

  async function sending() {
    const typed = box.value;
    try {
      await send(typed);
      if (box.value === typed) box.value = "";
      problem.replaceChildren();
    } catch (error) {
      problem.replaceChildren(error.message);
    }
  }
}

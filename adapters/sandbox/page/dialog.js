/** Asks for the fields of a form; Escape closes it, and the focus goes back where it was. */

import { el, find, once } from "./basics/dom.js";

const dialog = find("dialog.form");
const [form, title, fields, problem] = ["form", "h2", "[data-fields]", ".problem"].map((part) => find(part, dialog));
const [submit, note] = ["[data-submit]", "[data-note]"].map((part) => find(part, dialog));
let save = async () => {};
let goBack = () => {};

/** Opens the form; `send` gets what was filled in, and what it raises is shown without closing. */
export function ask(wanted, send) {
  goBack = wayBack(document.activeElement);
  save = send;
  title.textContent = wanted.title;
  submit.textContent = wanted.submit;
  note.textContent = wanted.note ?? "";
  problem.replaceChildren();
  fields.replaceChildren(...wanted.fields.map(field));
  dialog.showModal();
  find("input, textarea, select", fields)?.focus();
}

function field(wanted) {
  const id = `field-${wanted.name}`;
  const hint = wanted.hint ? `${id}-hint` : null;
  const input = control(wanted, { id, name: wanted.name, required: wanted.required, "aria-describedby": hint });
  input.value = wanted.value || (wanted.choices[0]?.[0] ?? "");
  return el(
    "p",
    { class: "field" },
    el("label", { for: id }, wanted.label, !wanted.required && el("small", {}, " (if you like)")),
    input,
    hint && el("small", { id: hint, class: "hint" }, `for example: ${wanted.hint}`),
  );
}

function control(wanted, attributes) {
  if (wanted.choices.length) {
    // A choice always has a value, so an empty one ("No") must not fail the browser's own check.
    const options = wanted.choices.map(([value, label]) => el("option", { value }, label));
    return el("select", { ...attributes, required: false }, options);
  }
  if (wanted.long) return el("textarea", { ...attributes, rows: "3", maxlength: "40000" });
  return el("input", { ...attributes, type: "text", autocomplete: "off", maxlength: "1000" });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  once(submit, async () => {
    try {
      await save(Object.fromEntries(new FormData(form)));
      dialog.close();
    } catch (error) {
      problem.replaceChildren(error.message);
    }
  });
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
find("[data-cancel]", dialog).addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => goBack());

/** Back to what opened the form, or to what stands in its place when its message was drawn anew. */
function wayBack(from) {
  const room = from.closest("[data-room]");
  const message = from.closest("[data-message-id]")?.dataset.messageId;
  const word = from.dataset.word;
  return () => {
    const now = message && room && find(`[data-message-id="${CSS.escape(message)}"]`, room);
    const same = now && word && find(`[data-word="${CSS.escape(word)}"]`, now);
    [from, same, now].find((each) => each?.isConnected)?.focus({ preventScroll: true });
  };
}

/** The small menu of a message: what can be done with it. */

import { el, findAll } from "../basics/dom.js";

export function menu(message, view) {
  const items = choices(message, view);
  if (!items.length) return null;
  const list = el("div", { role: "menu", class: "menu", hidden: true }, items.map(item));
  const opener = el("button", {
    type: "button",
    class: "quiet more",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    "aria-label": `More about the message of ${message.name}`,
  }, "⋯");
  opener.addEventListener("click", () => (list.hidden ? open() : close()));
  const holder = el("span", { class: "holder" }, opener, list);
  holder.addEventListener("keydown", keys);
  holder.addEventListener("focusout", (event) => holder.contains(event.relatedTarget) || close(false));
  return holder;

  function item([label, act]) {
    const pick = () => {
      close();
      act();
    };
    return el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: pick }, label);
  }

  function open() {
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    list.firstElementChild.focus({ preventScroll: true });
    list.scrollIntoView({ block: "nearest" });
  }

  function close(refocus = true) {
    if (list.hidden) return;
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (refocus) opener.focus({ preventScroll: true });
  }

  function keys(event) {
    if (event.key === "Escape") close();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || list.hidden) return;
    event.preventDefault();
    const all = findAll("[role=menuitem]", list);
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  }
}

/** Agents can use commands on a customer's message; everybody can change their own. */
function choices(message, view) {
  if (message.kind !== "person") return [];
  if (message.author === view.me.id) {
    return [
      ["Edit", () => view.edit(message)],
      ["Delete", () => view.remove(message)],
    ];
  }
  if (!view.me.staff || view.people.get(message.author)?.staff) return [];
  return view.commands
    .filter((command) => command.on_message)
    .map((command) => [command.on_message, () => view.use(command, message)]);
}

/** What stands at the corner of a conversation backstage: its history, and a way to fold it up once it is over. */

import { el, find } from "../basics/dom.js";

const GOING_ON = ["open", "snoozed"];

export function tools(made, thread, view) {
  const about = thread.top.words.buttons[0]?.about;
  const name = thread.top.words.title.split(" · ")[0];
  const folder = el("button", { type: "button", class: "quiet", "data-fold": "", onclick: toggle });
  const show = () => view.showHistory(about, `this conversation of ${name}`);
  return el(
    "div",
    { class: "tools" },
    about && el("button", { type: "button", class: "quiet", onclick: show, "aria-label": `History: ${thread.top.words.title}` }, "History"),
    folder,
  );

  function toggle() {
    made.classList.toggle("folded");
    label(made);
  }
}

/** Lets a conversation that is over be folded up; one that was over before it was looked at is, and an open one never. */
export function fold(made, thread) {
  const state = thread.top?.words?.parts?.find((part) => part.label === "State")?.text.split(/\W/)[0];
  if (!find(":scope > .tools", made) || state === made.dataset.standing) return;
  const isOver = !GOING_ON.includes(state);
  if (!isOver) made.classList.remove("folded");
  else if (!made.dataset.standing) made.classList.add("folded");
  made.dataset.standing = state;
  find("[data-fold]", made).hidden = !isOver;
  label(made);
}

function label(made) {
  const folded = made.classList.contains("folded");
  const folder = find("[data-fold]", made);
  folder.textContent = folded ? "Unfold" : "Fold up";
  folder.setAttribute("aria-expanded", String(!folded));
}

/** One message as one person sees it. */

import { el } from "../basics/dom.js";
import { menu } from "./menu.js";
import { date, day, hour, when } from "../basics/times.js";
import { words } from "./words.js";

/** What the drawing of a message depends on. */
export function signature(message, view) {
  return JSON.stringify([message, view.me.id, date(view.now, view.zone), view.channel.strangers]);
}

export function draw(message, view) {
  const made = el(
    "article",
    {
      class: "message",
      "data-message-id": message.id,
      "data-kind": message.kind,
      "data-mine": message.author === view.me.id,
      "data-for-me": message.words?.mention === view.me.id,
      "data-root": isRoot(message, view),
      "aria-label": `${label(message, view)}, ${when(new Date(message.at), view.now, view.zone)}`,
      tabindex: "-1",
    },
    head(message, view),
    el("div", { class: "body" }, body(message, view)),
  );
  made.dataset.signature = signature(message, view);
  return made;
}

export const isRoot = (message, view) => view.kind === "backstage" && message.kind === "whisper" && !message.thread;

function label(message, view) {
  if (isRoot(message, view)) return `Conversation: ${message.words?.title ?? ""}`;
  const kinds = { whisper: "Whisper", tell: "Automatic message", answer: "Answer, only for you" };
  const kind = kinds[message.kind];
  return kind ? [kind, message.words?.title].filter(Boolean).join(": ") : message.name;
}

function body(message, view) {
  if (!message.words) return el("p", { class: "text" }, message.text);
  return words(message.words, view, (button) => view.press(button, message), whose(message, view));
}

/** Whom the buttons of an automatic message are for, when that is somebody else. */
function whose(message, view) {
  if (message.kind !== "tell") return "";
  const began = view.messages.find((each) => each.id === message.thread)?.author;
  if (view.me.staff || (began && began !== view.me.id)) return view.people.get(began)?.name ?? "the customer";
  return "";
}

function head(message, view) {
  const mark = marks(message, view);
  return el(
    "header",
    {},
    avatar(message, view),
    el("span", { class: "name" }, message.name),
    time(message, view),
    mark && el("span", { class: "mark" }, mark),
    message.edited && message.kind === "person" && el("small", {}, "edited"),
    message.kind === "answer" ? dismiss(message, view) : menu(message, view),
  );
}

function marks(message, view) {
  const said = message.words;
  if (message.kind === "answer") return "only you see this";
  if (message.kind === "tell") return message.words.by ? `in the words of ${message.words.by}` : "automatic";
  if (message.kind !== "whisper" || isRoot(message, view)) return "";
  const whom = view.people.get(said?.mention)?.name;
  const readers = view.channel.strangers.length ? "strangers can read this" : "only staff see this";
  if (said?.mention === view.me.id) return `whisper to you — ${readers}`;
  return whom ? `whisper to ${whom} — ${readers}` : `whisper — ${readers}`;
}

function avatar(message, view) {
  const person = view.people.get(message.author);
  const initials = message.name.split(/\s+/).map((part) => part[0] ?? "").slice(0, 2).join("").toUpperCase();
  const tone = person ? [...person.id].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 5 : "bot";
  return el("span", { class: "avatar", "data-tone": tone, "aria-hidden": "true" }, person ? initials : "");
}

function time(message, view) {
  const at = new Date(message.at);
  const full = `${day(at, view.zone)}, ${hour(at, view.zone)} ${view.zone}`;
  return el("time", { datetime: message.at, title: full }, when(at, view.now, view.zone));
}

function dismiss(message, view) {
  const away = () => view.dismiss(message);
  return el("button", { type: "button", class: "quiet", "aria-label": "Dismiss this answer", onclick: away }, "×");
}

/** A room: the threads of one channel as one person sees them, each with a box to write in. */

import { commandLine, composer } from "./composer.js";
import { el, find, keep, replace } from "../basics/dom.js";
import { fold, tools } from "./fold.js";
import { draw, isRoot, signature } from "./message.js";

const MOST_THREADS = 40;
const NEAR_THE_END = 90; // pixels

export function room(section) {
  const scroller = find(".scroller", section);
  const threads = find(".threads", section);
  const newer = el("button", { type: "button", class: "newer", hidden: true, onclick: toEnd }, "New messages ↓");
  scroller.after(newer);
  scroller.addEventListener("scroll", () => {
    ended = atEnd();
    if (ended) newer.hidden = true;
  });
  new ResizeObserver(() => ended && toEnd()).observe(scroller);
  let seat = null;
  let known = new Set();
  let ended = true;

  return { show };

  function show(view) {
    const here = `${view.me.id} in ${view.channel.id}`;
    const first = seat !== here;
    if (first) start(view, here);
    const fresh = view.messages.filter((message) => !known.has(message.id));
    const following = first || ended || fresh.some((message) => isReaction(message, view));
    known = new Set(view.messages.map((message) => message.id));
    keep(threads, grouped(view.messages).slice(-MOST_THREADS), {
      key: (thread) => thread.id,
      make: (thread) => frame(thread, view),
      update: (made, thread) => fill(made, thread, view),
    });
    if (!first) fresh.forEach((message) => mark(message.id));
    if (fresh.length) following ? follow(fresh.at(-1).id, first) : (newer.hidden = false);
    return first ? [] : fresh;
  }

  function start(view, here) {
    seat = here;
    known = new Set();
    threads.replaceChildren();
    find(":scope > .composer", section)?.remove();
    if (view.kind === "backstage") return;
    const { title } = view.channel;
    const label = view.kind === "dm" ? "Write to Unhurried" : `Write in #${title} as ${view.me.name}`;
    const placeholder = view.kind === "dm" ? "Write to Unhurried …" : `Write in #${title} …`;
    section.append(composer({ label, placeholder, submit: "Send", send: (text) => view.say("", text) }));
  }

  function atEnd() {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_THE_END;
  }

  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight;
    newer.hidden = true;
  }

  /** Shows the newest message: with what stands below it in its thread, but never past its own first line. */
  function follow(id, first) {
    const message = article(id);
    const end = message?.closest(".thread") ?? message;
    if (first || !end || end === threads.lastElementChild) scroller.scrollTop = scroller.scrollHeight;
    else scroller.scrollTop += end.getBoundingClientRect().bottom - scroller.getBoundingClientRect().bottom;
    const above = message ? message.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 8 : 0;
    if (!first && above < 0) scroller.scrollTop += above;
  }

  function mark(id) {
    const message = article(id);
    message?.classList.add("fresh");
    setTimeout(() => article(id)?.classList.remove("fresh"), 4000);
  }

  function article(id) {
    return find(`[data-message-id="${CSS.escape(id)}"]`, threads);
  }
}

/** What a person did themselves, and the answer to it, is always brought into view. */
const isReaction = (message, view) => message.kind === "answer" || message.author === view.me.id;

/** Each top message with what was said below it, in the order they began. */
function grouped(messages) {
  const threads = new Map();
  for (const message of messages) {
    const id = message.thread || message.id;
    if (!threads.has(id)) threads.set(id, { id, top: null, replies: [] });
    if (message.thread) threads.get(id).replies.push(message);
    else threads.get(id).top = message;
  }
  return [...threads.values()];
}

function frame(thread, view) {
  const whom = thread.top?.words?.title ?? thread.top?.name ?? "an earlier message";
  const made = el("section", { class: "thread", role: "group", "data-thread": thread.id, "aria-label": `Thread: ${whom}` });
  made.append(el("div", { class: "begin" }), el("div", { class: "replies" }));
  if (thread.top && isRoot(thread.top, view)) made.prepend(tools(made, thread, view));
  const box = boxFor(thread, view, whom);
  if (box) made.append(box);
  return made;
}

function boxFor(thread, view, whom) {
  if (view.kind === "backstage") {
    return commandLine({ label: `Command about ${whom}`, send: (text) => view.type(thread, text) });
  }
  if (view.kind === "dm" || thread.top?.kind === "answer") return null;
  const label = `Reply as ${view.me.name}`;
  return composer({ label, placeholder: "Reply …", submit: "Reply", send: (text) => view.say(thread.id, text) });
}

function fill(made, thread, view) {
  const list = {
    key: (message) => message.id,
    make: (message) => draw(message, view),
    update: (old, message) => {
      if (old.dataset.signature === signature(message, view)) return;
      const newer = draw(message, view);
      newer.dataset.key = message.id;
      replace(old, newer);
    },
  };
  keep(find(".begin", made), thread.top ? [thread.top] : [], list);
  keep(find(".replies", made), thread.replies, list);
  fold(made, thread);
}

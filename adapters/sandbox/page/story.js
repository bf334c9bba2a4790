/** The hint strip: the whole story in five steps, which tick themselves off as it goes on. */

import { el, find, findAll, memory } from "./basics/dom.js";
import { openTab } from "./tabs.js";

const strip = find("[data-story]");
const STEPS = [
  { title: "{customer} writes", hint: "In the customer’s chair, say what is wrong.", needs: ["write"] },
  { title: "{agent} takes it", hint: "Backstage, read what was whispered, then press Take.", needs: ["take"] },
  {
    title: "A note and a reminder",
    hint: "Backstage, type both; then let time pass until it is whispered.",
    needs: ["note", "remind", "reminded"],
  },
  {
    title: "An answer, and resolved",
    hint: "Reply at the front desk; then, backstage, press Resolve.",
    needs: ["reply", "resolve"],
  },
  {
    title: "Two days later",
    hint: "Let time pass until {customer} gets a check-in; then answer it.",
    needs: ["clock", "answer"],
  },
];
const ORDER = STEPS.flatMap((step) => step.needs);

const AFRESH = { done: [], gone: false, revision: 0, told: 0 };

let kept = memory.read("story", AFRESH);
let drawn = "";
let names = { customer: "The customer", agent: "The agent" };

/** Shows the strip for these people; a world that began afresh begins the story afresh. */
export function showStory(state, customer, agent) {
  if (state.revision < kept.revision) kept = AFRESH;
  names = { customer: customer.name.split(" ")[0], agent: agent.name.split(" ")[0] };
  keepIt({ revision: state.revision });
  if (kept.done.includes("resolve") && toldSoFar().length > kept.told) done("clock");
}

/** Ticks off what was just done: a message, a command or a move of the clock. */
export function happened(what, staff, word = "") {
  done(DEEDS[what](staff, word));
}

function done(deed) {
  if (!deed || kept.done.includes(deed) || kept.gone) return;
  keepIt({ done: [...kept.done, deed], told: deed === "resolve" ? toldSoFar().length : kept.told });
}

const DEEDS = {
  say: (staff) => (staff ? "reply" : kept.done.includes("clock") ? "answer" : "write"),
  give: (staff, word) => (word === "answer" ? "answer" : staff && ORDER.includes(word) ? word : ""),
  clock: () => (kept.done.includes("remind") ? "reminded" : ""),
};

function keepIt(change) {
  kept = { ...kept, ...change };
  memory.write("story", kept);
  const shown = JSON.stringify([kept.done, kept.gone, names]);
  if (shown !== drawn) draw();
  drawn = shown;
}

const named = (text) => text.replace(/\{(\w+)\}/g, (_, who) => names[who]);
const isDone = (step) => step.needs.every((need) => kept.done.includes(need));

function draw() {
  strip.hidden = kept.gone;
  const current = STEPS.find((step) => !isDone(step));
  const away = () => keepIt({ gone: true });
  strip.replaceChildren(
    el("ol", {}, STEPS.map((step, at) => item(step, at, step === current))),
    current ? "" : el("p", { class: "end" }, "That is the story. The rest is yours to try."),
    el("button", { type: "button", class: "quiet", "aria-label": "Hide these hints", onclick: away }, "×"),
  );
}

function item(step, at, current) {
  const state = isDone(step) ? "done" : current ? "current" : "later";
  const made = el(
    "li",
    { "data-state": state, "aria-current": current ? "step" : null },
    el("span", { class: "number", "aria-hidden": "true" }, state === "done" ? "✓" : String(at + 1)),
    el("strong", {}, named(step.title), state === "done" && el("span", { class: "unseen" }, " (done)")),
  );
  if (!current) return made;
  made.append(el("span", { class: "hint" }, named(step.hint)), ...step.needs.map(shortcut));
  return made;
}

/** A button that leads to where the next thing is done, with an example of what could be said. */
function shortcut(need) {
  const done = kept.done.includes(need);
  const [label, tab, place, words] = PLACES[need];
  return el("button", { type: "button", disabled: done, onclick: lead }, done ? `✓ ${label}` : label);

  function lead() {
    openTab(tab);
    const target = place();
    if (!target) return;
    if (words && !target.value) target.value = named(words);
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  }
}

const last = (selector) => findAll(selector).filter((each) => each.checkVisibility?.() ?? true).at(-1);
const line = () => last("[data-chair=agent] [data-room=backstage] .command input");
const pressable = (word) => () => last(`[data-chair=agent] [data-root] [data-word="${word}"]`);
const toldSoFar = () => findAll('[data-chair=customer] [data-kind="tell"]');
const told = () => toldSoFar().at(-1);

const PLACES = {
  write: [
    "Write something",
    "customer",
    () => find("[data-chair=customer] [data-room=front] > .composer textarea"),
    "The export stopped again this morning: it ends at row 1,000. Could someone look?",
  ],
  take: ["Go to Take", "backstage", pressable("take")],
  note: ["Note", "backstage", line, "note Sends the audit file every Friday"],
  remind: ["Remind", "backstage", line, "remind this afternoon"],
  reminded: ["Let time pass", "customer", () => find('[data-move="next"]')],
  reply: [
    "Reply",
    "front",
    () => last("[data-chair=agent] [data-room=front] .thread .composer textarea"),
    "I have lifted the limit of 1,000 rows, {customer}: your export is complete again.",
  ],
  resolve: ["Go to Resolve", "backstage", pressable("resolve")],
  clock: ["Let time pass", "customer", () => find('[data-move="next"]')],
  answer: [
    "Answer",
    "customer",
    () => find("textarea", told()?.closest(".thread") ?? told()?.closest("[data-room]") ?? document),
    "It broke again this morning.",
  ],
};

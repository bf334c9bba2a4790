/** What is planned, and when; below it what went out and what did not, and why. */

import { el, find, rows } from "./basics/dom.js";
import { date, day, distance, hour } from "./basics/times.js";
import { openTab } from "./tabs.js";

const AHEAD = { paused: "paused", held: "held — needs a human", claimed: "going out", sending: "going out" };
const BEHIND = {
  sent: "went out",
  cancelled: "cancelled",
  expired: "too late",
  held: "held — needs a human",
  failed: "failed",
  pending: "put off",
  paused: "paused",
};
const [planned, decided] = [find("[data-planned]"), find("[data-decided]")];
const filter = find("[data-filter]");
const IN_TIME = 5 * 60_000; // ms; what went out that much later is told with when it was due
let only = null; // the conversation whose decisions are shown, if not all
let shown = null;

export function showPlanned(state, now, zone) {
  shown = { state, now, zone };
  find("[data-planned] + .nothing").hidden = state.planned.length > 0;
  rows(planned, state.planned, { key: (each) => each.key, draw: (each) => ahead(each, now, zone) });
  showDecided();
}

/** Shows what was decided about one conversation. */
export function showHistory(conversation, title) {
  only = { conversation, title };
  showDecided();
  openTab("planned");
  find("#decided").focus({ preventScroll: true });
  find("#decided").scrollIntoView({ block: "nearest" });
}

function showDecided() {
  const { state, now, zone } = shown;
  const wanted = state.decided.filter((each) => !only || each.conversation === only.conversation);
  filter.hidden = !only;
  find("[data-about]", filter).textContent = only ? `Only about ${only.title}` : "";
  find("[data-decided] + .nothing").hidden = wanted.length > 0;
  rows(decided, wanted, { key: (each) => each.key, draw: (each) => behind(each, now, zone) });
}

find("[data-all]", filter).addEventListener("click", () => {
  only = null;
  showDecided();
  find("#decided").focus({ preventScroll: true });
});

function ahead(each, now, zone) {
  const due = new Date(each.due);
  const late = due < now && each.state === "pending";
  const when = time(each.due, `${moment(due, now, zone)} · ${distance(due, now)}`);
  return row(each, late ? "late" : AHEAD[each.state], [when], late);
}

function behind(each, now, zone) {
  const [due, out] = [new Date(each.due), each.went_out && new Date(each.went_out)];
  const wasDue = time(each.due, `due ${moment(due, now, zone)}`);
  const when = out ? [time(each.went_out, moment(out, now, zone)), out - due > IN_TIME && wasDue] : [wasDue];
  return row(each, BEHIND[each.state], when);
}

const time = (at, words) => el("time", { datetime: at }, words);

function row(each, state, when, late = false) {
  return el(
    "li",
    { "data-kind": each.kind, "data-state": late ? "late" : each.state },
    el("strong", {}, each.words, " ", el("span", { class: "whom" }, `for ${each.to}${each.about && `, about ${each.about}`}`)),
    el("span", { class: "when" }, state && el("span", { class: "state" }, state), when),
    each.why && el("small", {}, each.why),
  );
}

function moment(at, now, zone) {
  return date(at, zone) === date(now, zone) ? `today, ${hour(at, zone)}` : `${day(at, zone, now)}, ${hour(at, zone)}`;
}

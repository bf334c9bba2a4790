/** What is planned, and when. */

import { el, find, keep, replace } from "./basics/dom.js";
import { date, day, distance, hour } from "./basics/times.js";

const STATES = { paused: "paused", held: "held — needs a human", claimed: "going out", sending: "going out" };
const list = find("[data-planned]");

export function showPlanned(planned, now, zone) {
  find(".planned .nothing").hidden = planned.length > 0;
  const draw = (each) => row(each, now, zone);
  keep(list, planned, {
    key: (each) => each.key,
    make: draw,
    update: (old, each, made) => {
      if (made) return;
      const newer = draw(each);
      newer.dataset.key = each.key;
      if (newer.outerHTML !== old.outerHTML) replace(old, newer);
    },
  });
}

function row(each, now, zone) {
  const due = new Date(each.due);
  const late = due < now && each.state === "pending";
  const state = late ? "late" : STATES[each.state];
  const moment = date(due, zone) === date(now, zone) ? `today, ${hour(due, zone)}` : `${day(due, zone)}, ${hour(due, zone)}`;
  return el(
    "li",
    { "data-kind": each.kind, "data-state": late ? "late" : each.state },
    el("strong", {}, each.words),
    el("span", { class: "whom" }, `for ${each.to}`),
    el("time", { datetime: each.due }, `${moment} · ${distance(due, now)}`),
    state && el("span", { class: "state" }, state),
    each.why && el("small", {}, each.why),
  );
}

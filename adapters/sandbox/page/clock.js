/** The clock in the header: what time it is for both chairs, and the buttons that let time pass. */

import { notice } from "./act.js";
import { find, findAll } from "./basics/dom.js";
import { post } from "./basics/server.js";
import { city, date, day, hour } from "./basics/times.js";

const bar = find("[data-clock]");
const [time, passing] = [find(".time", bar), find(".passing", bar)];
const buttons = findAll("[data-move]", bar);
let ahead = 0; // milliseconds the sandbox is ahead of this machine
let seats = [];

/** The sandbox's time now. */
export const now = () => new Date(Date.now() + ahead);

export function showClock(state, customer, agent) {
  ahead = new Date(state.clock) - Date.now();
  seats = [customer, agent];
  const next = buttons.find((button) => button.dataset.move === "next");
  next.toggleAttribute("data-idle", !state.next_due);
  tick();
}

function tick() {
  if (!seats.length) return;
  const [customer, agent] = seats;
  const at = now();
  const here = `${day(at, agent.zone)}, ${hour(at, agent.zone)} in ${city(agent.zone)}`;
  const otherDay = date(at, agent.zone) === date(at, customer.zone) ? "" : `${day(at, customer.zone)}, `;
  const there = ` · ${otherDay}${hour(at, customer.zone)} in ${city(customer.zone)}`;
  const words = customer.zone === agent.zone ? here : here + there;
  if (time.textContent !== words) time.textContent = words;
}

export function moveClock(customer, moved) {
  for (const button of buttons) button.addEventListener("click", () => pass(button.dataset.move));

  async function pass(move) {
    if (bar.dataset.busy) return;
    busy(true);
    try {
      await post("clock", { move, customer: customer() });
      await moved();
    } catch (error) {
      notice(error.message);
    } finally {
      busy(false);
    }
  }
}

function busy(is) {
  if (is) bar.dataset.busy = "yes";
  else delete bar.dataset.busy;
  passing.textContent = is ? "time passes …" : "";
  for (const button of buttons) button.setAttribute("aria-disabled", String(is));
}

setInterval(tick, 5000);

/** Who sits in the two chairs, how somebody new is seated, and who is let into a staff room. */

import { notice, trying } from "./act.js";
import { el, find, findAll, keep } from "./basics/dom.js";
import { post } from "./basics/server.js";
import { ask } from "./dialog.js";

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const NAMES = [...new Set([HERE, ...Intl.supportedValuesOf("timeZone")])].sort();
const ZONES = NAMES.map((zone) => [zone, zone.replaceAll("_", " ")]);
const STRANGER = "A stranger";

/** Who sits in each chair; a chair the address names nobody for is given to whoever came first. */
export const seats = Object.fromEntries(
  ["customer", "agent"].map((chair) => [chair, new URLSearchParams(location.search).get(chair)]),
);

export function showSeats(state) {
  for (const select of findAll("[data-seat]")) {
    const chair = select.dataset.seat;
    seats[chair] ??= state[chair].id;
    const able = state.people.filter((person) => person.staff === (chair === "agent"));
    keep(select, able, { key: (each) => each.id, make: (each) => el("option", { value: each.id }, each.name) });
    select.value = state[chair].id;
  }
}

/** Lets people change chairs; `changed` shows the page for whoever sits there now. */
export function seating(changed) {
  for (const select of findAll("[data-seat]")) {
    select.addEventListener("change", () => sit(select.dataset.seat, select.value));
  }
  for (const button of findAll("[data-newcomer]")) {
    button.addEventListener("click", () => invite(button.dataset.newcomer));
  }

  function sit(chair, who) {
    seats[chair] = who;
    history.replaceState(null, "", `?${new URLSearchParams(seats)}`);
    return changed();
  }

  function invite(chair) {
    const fields = [
      field("name", "Name", { required: true }),
      field("role", "Who they are", { choices: [["customer", "A customer"], ["agent", "An agent, part of the team"]], value: chair }),
      field("zone", "Time zone they live in", { choices: ZONES, value: HERE }),
    ];
    ask({ title: "Seat somebody new", submit: "Seat them", fields }, async ({ name, role, zone }) => {
      const { person } = await post("seat", { name, staff: role === "agent", zone });
      await sit(role, person);
    });
  }
}

/** Lets a customer into a staff room, or a stranger who is seated for it. */
export function letIn(channel, people, changed) {
  const outside = [...people.values()].filter((each) => !each.staff && !channel.strangers.includes(each.id));
  const who = field("who", "Who comes in", { choices: [["", "Somebody new, a stranger"], ...outside.map((each) => [each.id, each.name])] });
  const note = "They read along from now on. What is whispered next goes to the agent’s private messages, or is held.";
  ask({ title: `Let a customer into #${channel.title}`, note, submit: "Let them in", fields: [who] }, async (chosen) => {
    const id = chosen.who || (await post("seat", { name: stranger(people), staff: false, zone: HERE })).person;
    await post("door", { who: id, channel: channel.id, inside: true });
    await changed();
  });
}

/** Sees everybody who was let in out again. */
export function seeOut(channel, changed) {
  return trying(async () => {
    for (const who of channel.strangers) await post("door", { who, channel: channel.id, inside: false });
    await changed();
    notice(`Only staff can read #${channel.title} again. What was read, was read.`);
  });
}

function stranger(people) {
  const taken = new Set([...people.values()].map((each) => each.name));
  let count = 1;
  const name = () => (count === 1 ? STRANGER : `${STRANGER} ${count}`);
  while (taken.has(name())) count += 1;
  return name();
}

function field(name, label, { choices = [], value = "", required = false }) {
  return { name, label, value, hint: "", choices, required: required || choices.length > 0, long: false };
}

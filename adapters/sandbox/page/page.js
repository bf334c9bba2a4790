/** The page: two chairs and a clock, kept up to date with what the server says each of them can see. */

import { deeds, notice } from "./act.js";
import { moveClock, now, showClock } from "./clock.js";
import { el, find, findAll, keep } from "./basics/dom.js";
import { showPlanned } from "./planned.js";
import { room } from "./rooms/room.js";
import { listen, read } from "./basics/server.js";
import { happened, showStory } from "./story.js";
import { newIn, openTab } from "./tabs.js";

const query = new URLSearchParams(location.search);
const seats = { customer: query.get("customer"), agent: query.get("agent") };
const rooms = new Map(findAll("[data-room]").map((section) => [section, room(section)]));
const dismissed = new Set();
const ANSWERS_STAY = 24 * 3600 * 1000; // milliseconds
let local = []; // answers given at once; nobody else needs to know them
let commands = [];
let state = null;
let reading = null;

/** Reads the state anew; what changes meanwhile is read right after. */
async function refresh() {
  if (reading) return (reading.again = true);
  reading = { again: false };
  try {
    state = await read("state", seats);
    show();
  } catch (error) {
    notice(error.message);
  }
  const again = reading.again;
  reading = null;
  return again ? refresh() : undefined;
}

function show() {
  const people = new Map(state.people.map((person) => [person.id, person]));
  const [customer, agent] = [people.get(state.customer.id), people.get(state.agent.id)];
  showSeats(people);
  showClock(state, customer, agent);
  for (const [section, shown] of rooms) {
    const chair = section.closest("[data-chair]").dataset.chair;
    showRoom(section, shown, people.get(state[chair].id), state[chair].messages, people);
  }
  showPlanned(state.planned, now(), agent.zone);
  showStory(state, customer, agent);
}

function showSeats(people) {
  for (const select of findAll("[data-seat]")) {
    const chair = select.dataset.seat;
    seats[chair] = state[chair].id;
    const able = [...people.values()].filter((person) => person.staff === (chair === "agent"));
    keep(select, able, { key: (each) => each.id, make: (each) => el("option", { value: each.id }, each.name) });
    select.value = seats[chair];
  }
}

function showRoom(section, shown, me, messages, people) {
  const kind = section.dataset.room;
  const channel = channelOf(kind, me);
  if (!channel) return;
  const visible = [...messages, ...local.filter((each) => each.for === me.id)].filter(
    (each) => each.channel === channel.id && !isPutAway(each),
  );
  const view = { kind, me, people, now: now(), zone: me.zone, title: channel.title, messages: visible, commands, show: point };
  const doing = deeds({ by: me.id, channel: channel.id, commands: table(), did, answered });
  const fresh = shown.show({ ...view, ...doing, dismiss });
  head(section, kind, channel, me, visible.length, fresh);

  function answered(place, words) {
    const id = `local-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    const said = { id, for: me.id, kind: "answer", author: "", name: "Unhurried", text: "", words, edited: false };
    local.push({ ...said, channel: place.channel, thread: place.thread, at: now().toISOString() });
    show();
  }

  function did(what, by, word) {
    happened(what, people.get(by).staff, word);
    refresh();
  }
}

function head(section, kind, channel, me, count, fresh) {
  const title = find("[data-title]", section);
  if (title) title.textContent = channel.title;
  if (kind === "dm") {
    find("[data-count]", section).textContent = count ? `(${count})` : "";
    section.hidden = me.staff && !count;
    if (fresh) section.open = true;
  }
  if (fresh) newIn(me.staff ? (kind === "backstage" ? "backstage" : "front") : "customer");
}

function channelOf(kind, me) {
  if (kind === "dm") return { id: `@${me.id}`, title: "Unhurried" };
  return state.channels.find((channel) => channel.staff_only === (kind === "backstage"));
}

const table = () => new Map(commands.map((command) => [command.word, command]));

/** Answers are for the moment: they go when dismissed, and after a day. */
const isPutAway = (each) =>
  dismissed.has(each.id) || (each.kind === "answer" && now() - new Date(each.at) > ANSWERS_STAY);

function dismiss(message) {
  dismissed.add(message.id);
  local = local.filter((each) => each.id !== message.id);
  show();
}

/** Shows where a quote comes from: that message at the agent's front desk. */
function point(source) {
  const message = find(`[data-chair=agent] [data-message-id="${CSS.escape(source.message)}"]`);
  if (!message) return notice("That message is no longer shown.");
  openTab(message.closest("[data-room]").dataset.room === "front" ? "front" : "backstage");
  message.scrollIntoView({ block: "center" });
  message.focus({ preventScroll: true });
  message.classList.add("fresh");
  return setTimeout(() => message.classList.remove("fresh"), 4000);
}

function sit(chair, who) {
  seats[chair] = who;
  history.replaceState(null, "", `?${new URLSearchParams(seats)}`);
  refresh();
}

for (const select of findAll("[data-seat]")) {
  select.addEventListener("change", () => sit(select.dataset.seat, select.value));
}
moveClock(
  () => seats.customer,
  async () => {
    await refresh();
    happened("clock", false);
  },
);
commands = await read("commands").catch(() => []);
find("#commands").replaceChildren(
  ...commands
    .filter((command) => command.listed && command.who !== "customer")
    .map((command) => el("option", { value: command.word }, command.does)),
);
listen(refresh, (reached) => document.body.toggleAttribute("data-away", !reached));

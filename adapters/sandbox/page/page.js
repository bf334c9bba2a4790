/** The page: two chairs and a clock, kept up to date with what the server says each of them can see. */

import { deeds, notice } from "./act.js";
import { announce } from "./announce.js";
import { el, find, findAll } from "./basics/dom.js";
import { listen, read } from "./basics/server.js";
import { channelOf, choose, showHeading } from "./channels.js";
import { moveClock, now, showClock } from "./clock.js";
import { letIn, seating, seats, seeOut, showSeats } from "./people.js";
import { showHistory, showPlanned } from "./planned.js";
import { room } from "./rooms/room.js";
import { happened, showStory } from "./story.js";
import { newIn, openTab } from "./tabs.js";

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
  showSeats(state);
  showClock(state, customer, agent);
  const fresh = [...rooms].flatMap(([section, shown]) => {
    const chair = section.closest("[data-chair]").dataset.chair;
    return showRoom(section, shown, people.get(state[chair].id), state[chair].messages, people);
  });
  announce(fresh, [customer.id, agent.id]);
  showPlanned(state, now(), agent.zone);
  showStory(state, customer, agent);
  find("#board").removeAttribute("aria-busy");
}

function showRoom(section, shown, me, messages, people) {
  const kind = section.dataset.room;
  const channel = channelOf(kind, me, state);
  if (!channel) return [];
  const visible = [...messages, ...local.filter((each) => each.for === me.id)].filter(
    (each) => each.channel === channel.id && !isPutAway(each),
  );
  const view = { kind, me, people, channel, now: now(), zone: me.zone, messages: visible, commands, show: point, showHistory };
  const doing = deeds({ by: me.id, channel: channel.id, commands: table(), did, answered });
  const fresh = shown.show({ ...view, ...doing, dismiss });
  const nameOf = (id) => people.get(id)?.name ?? id;
  const doors = { letIn: (into) => letIn(into, people, refresh), seeOut: (from) => seeOut(from, refresh) };
  showHeading(section, kind, channel, me, state, { changed: show, nameOf, ...doors });
  if (kind === "dm") showPrivate(section, me, visible.length, fresh.length);
  if (fresh.length) newIn(me.staff ? (kind === "backstage" ? "backstage" : "front") : "customer");
  return fresh;

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

function showPrivate(section, me, count, fresh) {
  find("[data-count]", section).textContent = count ? `(${count})` : "";
  section.hidden = me.staff && !count;
  if (fresh) section.open = true;
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
  if (choose(source.channel, state)) show();
  const message = find(`[data-chair=agent] [data-message-id="${CSS.escape(source.message)}"]`);
  if (!message) return notice("That message is no longer shown.");
  openTab(message.closest("[data-room]").dataset.room === "front" ? "front" : "backstage");
  message.scrollIntoView({ block: "center" });
  message.focus({ preventScroll: true });
  message.classList.add("fresh");
  return setTimeout(() => message.classList.remove("fresh"), 4000);
}

seating(refresh);
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

/** Which channel each pane shows, and what stands in its heading: its name, who can read it, and its door. */

import { el, find, keep } from "./basics/dom.js";

const chosen = { customer: null, front: null, backstage: null };

/** The channel this pane shows to this person; nothing when there is none. */
export function channelOf(kind, me, state) {
  if (kind === "dm") return { id: `@${me.id}`, title: "Unhurried", strangers: [] };
  const able = choices(kind, me, state);
  return able.find((channel) => channel.id === chosen[paneOf(kind, me)]) ?? able[0];
}

/** Shows this channel where the agent reads; false when no pane can. */
export function choose(id, state) {
  const desk = state.desks.find((each) => each.front === id || each.backstage === id);
  if (!desk) return false;
  Object.assign(chosen, { front: desk.front, backstage: desk.backstage });
  return true;
}

/** The heading of a pane; `changed` is called when another channel was chosen. */
export function showHeading(section, kind, channel, me, state, { changed, letIn, seeOut, nameOf }) {
  const title = find("[data-title]", section);
  if (!title) return;
  const able = choices(kind, me, state);
  title.textContent = channel.title;
  showChooser(section, able, channel, (id) => {
    if (me.staff) choose(id, state);
    else chosen.customer = id;
    changed();
  });
  showReaders(section, channel, kind, nameOf);
  const door = find("[data-door]", section);
  if (door) showDoor(door, channel, channel.strangers.length ? seeOut : letIn);
}

const paneOf = (kind, me) => (me.staff ? kind : "customer");

function choices(kind, me, state) {
  const ids = new Set(state.desks.map((desk) => desk[kind]));
  return state.channels.filter((each) => ids.has(each.id) || (!me.staff && each.strangers.includes(me.id)));
}

/** With more than one channel to choose from, a list stands in place of the visible title. */
function showChooser(section, able, channel, pick) {
  const select = find("[data-channels]", section);
  select.hidden = able.length < 2;
  find("h3", section).classList.toggle("unseen", !select.hidden);
  select.onchange = () => pick(select.value);
  keep(select, able, { key: (each) => each.id, make: (each) => el("option", { value: each.id }, `# ${each.title}`) });
  select.value = channel.id;
}

function showReaders(section, channel, kind, nameOf) {
  const opened = channel.strangers.length > 0;
  const names = channel.strangers.map(nameOf).join(", ");
  const usual = kind === "backstage" ? "staff only" : "everybody can read this";
  find("[data-readers]", section).textContent = opened ? `strangers can read this now: ${names}` : usual;
  section.toggleAttribute("data-opened", opened);
}

function showDoor(door, channel, act) {
  door.textContent = channel.strangers.length ? "See them out" : "Let somebody in …";
  door.onclick = () => act(channel);
}

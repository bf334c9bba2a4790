/** What the bot said, drawn from its parts: cards for staff, plain lines for customers. */

import { el, once } from "../basics/dom.js";
import { when } from "../basics/times.js";

export function words(said, view, press, whose = "") {
  const body = said.lines ? customerWords(said) : staffWords(said, view);
  return [...body, whose ? inert(said.buttons, whose) : buttons(said.buttons, press)];
}

function customerWords(said) {
  return [...said.lines.map((line) => el("p", {}, line)), said.why && el("p", { class: "why" }, said.why)];
}

function staffWords(said, view) {
  return [said.title && el("h4", {}, said.title), ...parts(said.parts, view)];
}

/** Facts that follow each other share one list. */
function parts(all, view) {
  const made = [];
  let facts = null;
  for (const part of all) {
    if (part.label === undefined) facts = null;
    else if (!facts) made.push((facts = el("dl", {})));
    if (facts) facts.append(...fact(part));
    else made.push(part.quote === undefined ? el("p", {}, part.line) : quote(part, view));
  }
  return made;
}

function fact(part) {
  const state = part.label === "State" ? part.text.split(/\W/)[0] : null;
  return [el("dt", {}, part.label), el("dd", { "data-state": state }, part.text)];
}

function quote(part, view) {
  const at = part.at ? ` · ${when(new Date(part.at), view.now, view.zone)}` : "";
  const source = part.source;
  const show = source && el("button", { type: "button", class: "link", onclick: () => view.show(source) }, "show");
  return el(
    "figure",
    { class: "quote" },
    el("blockquote", {}, part.quote),
    el("figcaption", {}, `${part.by}${at}`, show && " · ", show),
  );
}

/** Buttons that are somebody else's to press. */
function inert(all, whose) {
  if (!all.length) return null;
  const labels = all.map((each) => el("li", {}, each.label));
  return el("div", { class: "inert" }, el("p", {}, `for ${whose} to press`), el("ul", { class: "buttons" }, labels));
}

function buttons(all, press) {
  if (!all.length) return null;
  return el("div", { class: "buttons", role: "group", "aria-label": "What you can do" }, all.map(button));

  function button(each) {
    const made = el("button", { type: "button", class: each.weight, "data-word": each.word }, each.label);
    made.addEventListener("click", () => once(made, () => press(each)));
    return made;
  }
}

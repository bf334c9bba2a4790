/** On a narrow screen one pane is shown at a time; what is new elsewhere leaves a dot on its tab. */

import { findAll } from "./basics/dom.js";

const tabs = findAll("[data-tab-of]");

export function openTab(name) {
  document.body.dataset.tab = name;
  for (const tab of tabs) {
    const chosen = tab.dataset.tabOf === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    if (chosen) delete tab.dataset.new;
  }
}

/** Something new stands in this pane. */
export function newIn(name) {
  if (document.body.dataset.tab === name) return;
  tabs.find((tab) => tab.dataset.tabOf === name).dataset.new = "yes";
}

for (const [at, tab] of tabs.entries()) {
  tab.addEventListener("click", () => openTab(tab.dataset.tabOf));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    openTab(next.dataset.tabOf);
    next.focus();
  });
}
openTab("customer");

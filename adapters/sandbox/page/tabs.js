/** On a narrow screen one pane is shown at a time; what is new elsewhere leaves a dot on its tab. */

import { find, findAll } from "./basics/dom.js";

const tabs = findAll("[data-tab-of]");
const narrow = matchMedia("(max-width: 820px)");

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

/** The panes are what the tabs control only while tabs are shown. */
function namePanes() {
  for (const tab of tabs) {
    const pane = find(`#${tab.getAttribute("aria-controls")}`);
    if (narrow.matches) pane.setAttribute("role", "tabpanel");
    else pane.removeAttribute("role");
  }
}

narrow.addEventListener("change", namePanes);
namePanes();
openTab("customer");

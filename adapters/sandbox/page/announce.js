/** Says to screen readers what is new, once and briefly, however often it is shown. */

import { find } from "./basics/dom.js";

const said = find("[data-said]");
const LONGEST = 160; // characters
const KINDS = { whisper: "Whisper", tell: "Automatic message", answer: "Answer, only for you" };

/** Announces messages that have just come; `me` are the ids of the people on the page, who know what they wrote. */
export function announce(fresh, me) {
  const news = new Map(fresh.filter((each) => !me.includes(each.author)).map((each) => [each.id, each]));
  if (!news.size) return;
  const [first, ...more] = [...news.values()].reverse();
  const others = more.length ? `, and ${more.length} more` : "";
  said.textContent = `${brief(first)}${others}`;
}

function brief(message) {
  const words = message.words?.title || message.words?.lines?.[0] || message.text;
  const text = `${KINDS[message.kind] ?? message.name}: ${words}`;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Times in words, in somebody's own zone. */

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return formats.get(key);
}

export const hour = (at, zone) => format(zone, { hour: "2-digit", minute: "2-digit" }).format(at);
const THIS_YEARS = 300 * 86400_000; // ms; closer to now, a day and a month leave no doubt

/** “Tue 3 Nov”; with its year when that is not plain. */
export function day(at, zone, now = at) {
  const year = Math.abs(at - now) < THIS_YEARS ? {} : { year: "numeric" };
  return format(zone, { weekday: "short", day: "numeric", month: "short", ...year }).format(at);
}

export const date = (at, zone) => format(zone, { year: "numeric", month: "numeric", day: "numeric" }).format(at);
export const city = (zone) => zone.split("/").pop().replaceAll("_", " ");

/** “10:40”, or “Tue 3 Nov, 10:40” when it was not today. */
export function when(at, now, zone) {
  return date(at, zone) === date(now, zone) ? hour(at, zone) : `${day(at, zone, now)}, ${hour(at, zone)}`;
}

const STEPS = [
  ["week", 7 * 86400],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** “in 2 days”, “in 5 hours”, “now”. */
export function distance(at, now) {
  const seconds = (at - now) / 1000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size * 0.95) return relative.format(Math.round(seconds / size), unit);
  }
  return "now";
}

/** Builds and keeps elements. Text goes in as text only. */

export const find = (selector, within = document) => within.querySelector(selector);
export const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];

/** An element with attributes (`on…` are listeners) and children; empty children are left out. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child || child === 0));
  return made;
}

/** Makes the parent's children stand for these items, touching only what changed; the focus stays where it was. */
export function keep(parent, items, { key, make, update }) {
  const focused = document.activeElement;
  const standing = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const wanted = new Set(items.map(key));
  for (const [name, child] of standing) if (!wanted.has(name)) child.remove();
  let next = parent.firstElementChild;
  for (const item of items) {
    const old = standing.get(key(item));
    const child = old ?? make(item);
    child.dataset.key = key(item);
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
    update?.(child, item, !old);
  }
  if (focused !== document.activeElement && parent.contains(focused)) focused.focus({ preventScroll: true });
}

/** Makes a list's rows stand for these items; a row whose drawing changed is put in anew. */
export function rows(list, items, { key, draw }) {
  keep(list, items, {
    key,
    make: draw,
    update: (old, item, made) => {
      if (made) return;
      const newer = draw(item);
      newer.dataset.key = key(item);
      if (newer.outerHTML !== old.outerHTML) replace(old, newer);
    },
  });
}

/** Puts a newer element in an older one's place without taking the focus away from the person. */
export function replace(old, made) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(made);
  if (!focused) return;
  const again = findAll(focused.tagName, made).find((each) => label(each) === label(focused));
  (again ?? made).focus({ preventScroll: true });
}

const label = (control) => control.getAttribute("aria-label") ?? control.textContent;

/** Runs something that takes a while behind a button, once at a time; the button keeps the focus. */
export async function once(button, work) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await work();
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/** What can be kept in this browser, if it keeps anything. */
export const memory = {
  read(name, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(`unhurried.${name}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  write(name, value) {
    try {
      localStorage.setItem(`unhurried.${name}`, JSON.stringify(value));
    } catch {
      // a browser that keeps nothing asks again next time
    }
  },
};

/** Talks to the server: reads the state, does what people do, hears of changes. */

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error ?? `The server answered ${response.status}.`);
  return body;
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new Error("The sandbox cannot be reached. Is it still running?");
  }
}

export async function read(what, query = {}) {
  const asked = Object.entries(query).filter(([, value]) => value);
  return answer(await reach(`/api/${what}?${new URLSearchParams(asked)}`, { cache: "no-store" }));
}

export async function post(what, body) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return answer(await reach(`/api/${what}`, options));
}

/** Calls `changed` at once and at every change; `reached` tells whether the server is there. */
export function listen(changed, reached) {
  const stream = new EventSource("/api/changes");
  stream.onmessage = () => {
    reached(true);
    changed();
  };
  stream.onerror = () => reached(false);
}

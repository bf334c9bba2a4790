/** What people do on the page, whoever sits in the chair. */

import { ask } from "./dialog.js";
import { find } from "./basics/dom.js";
import { post } from "./basics/server.js";

let hiding = 0;

/** Says what went wrong, for a while. */
export function notice(text) {
  const shown = find("[data-notice]");
  shown.textContent = text;
  clearTimeout(hiding);
  hiding = setTimeout(() => shown.replaceChildren(), 9000);
}

/** The deeds of one person in one channel. `did` hears of each; `answered` shows an answer given at once. */
export function deeds({ by, channel, commands, did, answered }) {
  const here = (thread, message = "") => ({ by, channel, thread, message });
  const whereOf = (message) => here(message.thread || (channel.startsWith("@") ? "" : message.id));

  return { say, type, press, use, edit, remove };

  async function say(thread, text) {
    if (/^\/care\b/.test(text.trim())) return type({ id: thread }, text);
    await post("say", { by, channel, thread, text });
    did("say", by);
  }

  async function type(thread, text) {
    const got = await post("typed", { by, channel, thread: thread.id, text });
    if (got.form) await fill(got.form, aboutOf(thread), here(thread.id));
    else did("give", by, text.trim().replace(/^\/care\s*/, "").split(/\s/)[0]);
  }

  function press(button, message) {
    const place = { ...whereOf(message), message: "" };
    return trying(() => {
      if (!button.choice && commands.get(button.word)?.form) return fill(button.word, button.about, place);
      return give({ ...place, word: button.word, about: button.about, choice: button.choice });
    });
  }

  function use(command, message) {
    const place = { ...whereOf(message), message: message.id };
    return trying(() => (command.form ? fill(command.word, "", place) : give({ ...place, word: command.word })));
  }

  async function give(what) {
    await post("give", what);
    did("give", by, what.word);
  }

  /** Shows the form of a command; submitting it gives the command. */
  async function fill(word, about, place) {
    const got = await post("form", { by, word, about });
    if (got.answer) return answered(place, got.answer);
    return ask(got.form, (fields) => give({ ...place, word: got.form.word, about: got.form.about, fields }));
  }

  function edit(message) {
    const text = { name: "text", label: "Your message", value: message.text, hint: "", choices: [], required: true };
    const form = { title: "Edit your message", submit: "Save", fields: [{ ...text, long: true }] };
    const where = here(message.thread, message.id);
    ask(form, (fields) => post("edit", { ...where, text: fields.text }));
  }

  function remove(message) {
    return trying(() => post("delete", here(message.thread, message.id)));
  }
}

/** What a thread's first message is about, as its own buttons say. */
function aboutOf(thread) {
  return thread.top?.words?.buttons[0]?.about ?? "";
}

export async function trying(work) {
  try {
    return await work();
  } catch (error) {
    return notice(error.message);
  }
}

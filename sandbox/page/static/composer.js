// The line to write in: messages, files, and slash commands with their options.

import { $, h, toast } from "./dom.js";
import { answer, openDialog } from "./forms.js";
import { act, otherOf, readFile, store } from "./store.js";

let replyTo = null;

function flattened(commands) {
  const list = [];
  const add = (command, path, options, description) => {
    const nested = (options ?? []).filter((option) => option.type <= 2);
    if (!nested.length) list.push({ name: path.join(" "), options: options ?? [], description, application: command.application });
    for (const option of nested) add(command, [...path, option.name], option.options, option.description);
  };
  for (const command of commands.filter((c) => c.type === 1)) add(command, [command.name], command.options, command.description);
  return list.sort((a, b) => a.name.localeCompare(b.name));
}

function listField(option, entries) {
  const field = h("select", { required: option.required }, h("option", { value: "" }, "–"), entries.map(([name], n) => h("option", { value: String(n) }, name)));
  field.read = () => (field.value === "" ? undefined : entries[Number(field.value)][1]);
  return field;
}

function recordsFor(kind) {
  const members = store.state.members.map((m) => [`@${m.name}`, { user: m.id }]);
  const roles = store.state.roles.map((r) => [`@${r.name}`, { role: r.id }]);
  const channels = [...store.state.channels, ...store.state.threads].map((c) => [`# ${c.name}`, { channel: c.id }]);
  return { 6: members, 7: channels, 8: roles, 9: [...members, ...roles] }[kind];
}

function typedField(option, command, all) {
  const isNumber = option.type === 4 || option.type === 10;
  const input = h("input", {
    type: "text", inputmode: isNumber ? "decimal" : undefined, required: option.required,
    minlength: option.min_length, maxlength: option.max_length, autocomplete: "off",
  });
  let picked = null;
  input.read = () => {
    const typed = picked?.name === input.value ? picked.value : input.value;
    return typed === "" ? undefined : typed;
  };
  if (!option.autocomplete) return input;
  const list = h("div", { class: "suggestions" });
  const suggest = async () => {
    const values = {};
    for (const [name, field] of all) if (name !== option.name) values[name] = await field.read();
    values[option.name] = input.value;
    const result = await act("autocomplete", { command: command.name, values, focused: option.name });
    list.replaceChildren(...(result.choices ?? []).map((choice) => h("button", { type: "button", onclick: () => {
      picked = choice;
      input.value = choice.name;
      list.replaceChildren();
    } }, choice.name)));
  };
  let waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 200);
  };
  input.addEventListener("input", soon);
  input.addEventListener("focus", soon);
  const box = h("div", {}, input, list);
  box.read = input.read;
  return box;
}

function optionField(option, command, all) {
  if (option.choices?.length) return listField(option, option.choices.map((c) => [c.name, c.value]));
  if (option.type === 5) return listField(option, [["True", true], ["False", false]]);
  if (option.type === 11) {
    const input = h("input", { type: "file", required: option.required });
    input.read = async () => (input.files.length ? readFile(input.files[0]) : undefined);
    return input;
  }
  const entries = recordsFor(option.type);
  return entries ? listField(option, entries) : typedField(option, command, all);
}

function openCommand(command) {
  const fields = [];
  const parts = command.options.map((option) => {
    const field = optionField(option, command, fields);
    fields.push([option.name, field]);
    return h("label", { class: "field" }, h("span", {}, option.name, !option.required && h("small", {}, " (optional)")), h("small", {}, option.description), field);
  });
  const submit = async () => {
    const values = {};
    for (const [name, field] of fields) {
      const value = await field.read();
      if (value !== undefined) values[name] = value;
    }
    return act("slash", { command: command.name, values });
  };
  if (!parts.length) return submit().then(answer);
  return openDialog(`/${command.name}`, [h("p", {}, command.description), ...parts], submit, "Use");
}

function found(text) {
  const typed = text.slice(1).trim().toLowerCase();
  const every = flattened(store.commands);
  return [...every.filter((c) => c.name.startsWith(typed)), ...every.filter((c) => !c.name.startsWith(typed) && c.name.includes(typed))];
}

function suggestCommands(input, list) {
  list.replaceChildren();
  if (!input.value.startsWith("/")) return;
  list.replaceChildren(...found(input.value).map((command) => h("button", { type: "button", onclick: () => {
    input.value = "";
    list.replaceChildren();
    openCommand(command);
  } }, h("b", {}, `/${command.name}`), h("span", {}, command.description), h("small", {}, command.application))));
}

export function startReply(message) {
  replyTo = message.id;
  drawComposer();
}

function newPost() {
  const title = h("input", { type: "text", required: true, maxlength: 100 });
  const content = h("textarea", { required: true, rows: 5, maxlength: 2000 });
  const field = (words, input) => h("label", { class: "field" }, h("span", {}, words), input);
  openDialog("New post", [field("Title", title), field("Text", content)], () => act("post", { title: title.value, content: content.value }), "Post");
}

async function send(input, list, files) {
  if (input.value.startsWith("/")) {
    const [command] = found(input.value);
    list.replaceChildren();
    input.value = "";
    if (command) openCommand(command);
    else toast("There is no such command.");
    return;
  }
  const result = await act("send", { content: input.value, reply_to: replyTo, files: await Promise.all([...files.files].map(readFile)) });
  if (result.error) {
    toast(result.error);
    return;
  }
  replyTo = null;
  drawComposer();
}

export function drawComposer() {
  const place = store.place;
  const list = h("div", { class: "suggestions up" });
  const files = h("input", { type: "file", multiple: true, "aria-label": "Attach files" });
  const name = place.type === 1 ? `@${otherOf(place)}` : `#${place.name}`;
  const input = h("textarea", {
    rows: 1, maxlength: 2000, "aria-label": "Message",
    placeholder: place.can_send && place.type !== 15 ? `Message ${name}, or type / for commands` : "Type / for commands",
  });
  input.addEventListener("input", () => suggestCommands(input, list));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      replyTo = null;
      drawComposer();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send(input, list, files);
    }
  });
  $("composer").onsubmit = (event) => {
    event.preventDefault();
    send(input, list, files);
  };
  const last = place.type === 15
    ? h("button", { type: "button", class: "button secondary", onclick: newPost }, "New post")
    : h("button", { class: "button primary" }, "Send");
  $("composer").replaceChildren(...[list, replyTo && h("small", { class: "reply" }, "Replying · Esc to stop"),
    h("label", { class: "attach", title: "Attach files" }, "+", files), input, last].filter(Boolean));
  if (matchMedia("(min-width: 700px)").matches) input.focus();
}

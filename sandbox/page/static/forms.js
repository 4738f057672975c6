// Modals and option forms, and what comes of an action.

import { selectField } from "./components.js";
import { $, h, toast } from "./dom.js";
import { markdown } from "./markdown.js";
import { act, readFile, store } from "./store.js";

export function answer(result) {
  if (result.error) toast(result.error);
  if (result.modal) openModal(result.modal);
  if (result.channel) location.hash = `#${result.channel}`;
  // The first message of a thread stands in the channel, and so does what only you see of it.
  if (result.private && result.shown_in !== store.channel) location.hash = `#${result.shown_in}/${result.message}`;
}

function textField(field) {
  const shared = {
    name: field.custom_id, placeholder: field.placeholder, required: field.required !== false,
    minlength: field.min_length, maxlength: field.max_length ?? 4000,
  };
  const input = field.style === 2 ? h("textarea", { ...shared, rows: 4 }) : h("input", { ...shared, type: "text" });
  input.value = field.value ?? "";
  input.read = () => input.value;
  return input;
}

function boxes(field) {
  const kind = field.type === 21 ? "radio" : "checkbox";
  const inputs = field.options.map((option) => {
    const input = h("input", { type: kind, name: field.custom_id, value: option.value });
    input.checked = Boolean(option.default);
    return [input, h("label", {}, input, ` ${option.label} `, option.description && h("small", {}, option.description))];
  });
  const group = h("div", { class: "boxes" }, inputs.map(([, label]) => label));
  group.read = () => {
    const chosen = inputs.filter(([input]) => input.checked).map(([input]) => input.value);
    return kind === "radio" ? (chosen[0] ?? null) : chosen;
  };
  return group;
}

function fieldFor(field) {
  if (field.type === 4) return textField(field);
  if (field.type === 21 || field.type === 22) return boxes(field);
  if (field.type === 23) {
    const input = h("input", { type: "checkbox" });
    input.checked = Boolean(field.default);
    input.read = () => input.checked;
    return input;
  }
  if (field.type === 19) {
    const input = h("input", { type: "file", multiple: (field.max_values ?? 1) > 1, required: field.required !== false });
    input.read = () => Promise.all([...input.files].map(readFile));
    return input;
  }
  return selectField(field);
}

export function openDialog(title, parts, submit, label = "Send") {
  const dialog = $("dialog");
  const fault = h("p", { class: "fault", role: "alert" });
  const send = async (event) => {
    event.preventDefault();
    const result = await submit();
    if (result?.error) {
      fault.textContent = result.error;
      return;
    }
    dialog.close();
    if (result) answer(result);
  };
  const form = h("form", { onsubmit: send }, h("h2", {}, title), parts, fault,
    h("div", { class: "row end" },
      h("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, "Cancel"),
      h("button", { class: "button primary" }, label)));
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
  form.querySelector("input, textarea, select")?.focus();
}

function openModal(modal) {
  const fields = [];
  const parts = modal.components.map((component) => {
    if (component.type === 10) return h("div", {}, markdown(component.content));
    const inner = component.type === 18 ? component.component : component.components[0];
    const input = fieldFor(inner);
    fields.push([inner.custom_id, input]);
    return h("label", { class: "field" },
      h("span", {}, component.label ?? inner.label ?? "", inner.required === false && h("small", {}, " (optional)")),
      component.description && h("small", {}, component.description), input);
  });
  openDialog(modal.title, parts, async () => {
    const values = {};
    for (const [name, input] of fields) values[name] = await input.read();
    return act("fill", { custom_id: modal.custom_id, values });
  });
}

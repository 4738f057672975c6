// Buttons, selects and layout components of both generations.

import { h } from "./dom.js";
import { markdown } from "./markdown.js";
import { store } from "./store.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };

export const emoji = (value) => value?.name ?? "";

function button(component, use) {
  const words = [emoji(component.emoji), component.label].filter(Boolean).join(" ");
  if (component.style === 5) {
    return h("a", { class: "button", href: component.url, target: "_blank", rel: "noopener noreferrer" }, `${words} ↗`);
  }
  const press = () => use("click", { custom_id: component.custom_id });
  return h("button", { type: "button", class: `button ${STYLES[component.style]}`, disabled: component.disabled, onclick: press }, words);
}

function choices(component) {
  const people = store.state.members.map((m) => ({ label: `@${m.name}`, value: { user: m.id } }));
  const roles = store.state.roles.map((r) => ({ label: `@${r.name}`, value: { role: r.id } }));
  const wanted = component.channel_types;
  const places = store.state.channels
    .filter((c) => !wanted?.length || wanted.includes(c.type))
    .map((c) => ({ label: `# ${c.name}`, value: { channel: c.id } }));
  return { 3: component.options, 5: people, 6: roles, 7: [...people, ...roles], 8: places }[component.type] ?? [];
}

const isChosen = (component, option) =>
  option.default || (component.default_values ?? []).some((d) => Object.values(option.value ?? {}).includes(d.id));

export function selectField(component) {
  const many = (component.max_values ?? 1) > 1;
  const options = choices(component);
  const field = h("select", { multiple: many, disabled: component.disabled, "aria-label": component.placeholder ?? "Choose" });
  if (!many) field.append(h("option", { value: "" }, component.placeholder ?? "Choose…"));
  options.forEach((option, number) => {
    const words = [emoji(option.emoji), option.label, option.description && `– ${option.description}`].filter(Boolean).join(" ");
    field.append(h("option", { value: String(number), selected: isChosen(component, option) }, words));
  });
  field.read = () => [...field.selectedOptions].filter((o) => o.value !== "").map((o) => options[Number(o.value)].value);
  if (many) field.size = Math.min(6, Math.max(2, options.length));
  return field;
}

function select(component, use) {
  const field = selectField(component);
  const send = () => use("select", { custom_id: component.custom_id, values: field.read() });
  if (!field.multiple) {
    field.addEventListener("change", send);
    return h("div", { class: "select" }, field);
  }
  const done = h("button", { type: "button", class: "button secondary", onclick: send }, "Choose");
  return h("div", { class: "select" }, h("small", {}, component.placeholder ?? ""), field, h("div", { class: "row" }, done));
}

const picture = (media, about) => h("img", { class: "picture", src: media.url, alt: about ?? "" });

function one(component, use) {
  const inner = (list) => (list ?? []).map((child) => one(child, use));
  switch (component.type) {
    case 1: return h("div", { class: "row" }, inner(component.components));
    case 2: return button(component, use);
    case 9: return h("div", { class: "section" }, h("div", {}, inner(component.components)), one(component.accessory, use));
    case 10: return h("div", { class: "text" }, markdown(component.content));
    case 11: return picture(component.media, component.description);
    case 12: return h("div", { class: "gallery" }, component.items.map((item) => picture(item.media, item.description)));
    case 13: return h("a", { href: component.file.url, class: "file" }, component.file.url.split("/").pop());
    case 14: return h("hr", { class: component.divider === false ? "space" : undefined });
    case 17: {
      const box = h("div", { class: "embed" }, inner(component.components));
      if (component.accent_color) box.style.borderColor = `#${component.accent_color.toString(16).padStart(6, "0")}`;
      return box;
    }
    default: return select(component, use);
  }
}

export const components = (list, use) => (list ?? []).map((component) => one(component, use));

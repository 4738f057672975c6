// Builds elements. Text is only ever set as text, so nothing that members write can become markup.

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

export const $ = (id) => document.getElementById(id);

let hiding;
export function toast(words) {
  $("toast").textContent = words;
  $("toast").classList.add("shown");
  clearTimeout(hiding);
  hiding = setTimeout(() => $("toast").classList.remove("shown"), 6000);
}

const COLOURS = ["#5865f2", "#2f9e6e", "#c77d1e", "#c2417a", "#3b82c4", "#8b5cf6", "#b4533c"];

export function avatar(id, name) {
  const mark = h("span", { class: "avatar", "aria-hidden": "true" }, name.slice(0, 2).toUpperCase());
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  mark.style.backgroundColor = COLOURS[sum % COLOURS.length];
  return mark;
}

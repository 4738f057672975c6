// Discord's Markdown, as far as people meet it, turned into elements.

import { h } from "./dom.js";
import { channelOf, memberName, roleName, store } from "./store.js";

const INLINE = [
  [/^\\([^A-Za-z0-9\s])/, (m) => m[1]],
  [/^``(.+?)``(?!`)/s, (m) => h("code", {}, m[1])],
  [/^`([^`]+)`/, (m) => h("code", {}, m[1])],
  [/^\*\*\*(.+?)\*\*\*/s, (m) => h("b", {}, h("i", {}, inline(m[1])))],
  [/^\*\*(.+?)\*\*(?!\*)/s, (m) => h("b", {}, inline(m[1]))],
  [/^__(.+?)__/s, (m) => h("u", {}, inline(m[1]))],
  [/^~~(.+?)~~/s, (m) => h("s", {}, inline(m[1]))],
  [/^\|\|(.+?)\|\|/s, (m) => spoiler(m[1])],
  [/^\*(?!\s)(.+?)\*(?!\*)/s, (m) => h("i", {}, inline(m[1]))],
  [/^_(?!\s)(.+?)_(?!\w)/s, (m) => h("i", {}, inline(m[1]))],
  [/^<t:(-?\d+)(?::([tTdDfFRsS]))?>/, (m) => time(Number(m[1]), m[2])],
  [/^<@!?(\d+)>/, (m) => h("span", { class: "mention" }, `@${memberName(m[1])}`)],
  [/^<@&(\d+)>/, (m) => h("span", { class: "mention" }, `@${roleName(m[1])}`)],
  [/^<#(\d+)>/, (m) => h("a", { href: `#${m[1]}`, class: "mention" }, `# ${channelOf(m[1])?.name ?? "unknown"}`)],
  [/^<\/([^:>]+):\d+>/, (m) => h("span", { class: "mention" }, `/${m[1]}`)],
  [/^<a?:(\w+):\d+>/, (m) => `:${m[1]}:`],
  [/^\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/, (m) => link(m[2], m[1])],
  [/^<(https?:\/\/[^\s>]+)>/, (m) => link(m[1], m[1])],
  [/^https?:\/\/[^\s<]+[^\s<.,:;"')\]]/, (m) => link(m[0], m[0])],
  [/^@(everyone|here)/, (m) => h("span", { class: "mention" }, m[0])],
];

function inline(text) {
  const parts = [];
  let plain = "";
  let rest = text;
  while (rest) {
    const found = INLINE.map(([pattern, make]) => [pattern.exec(rest), make]).find(([match]) => match);
    if (found) {
      if (plain) parts.push(plain);
      plain = "";
      parts.push(found[1](found[0]));
      rest = rest.slice(found[0][0].length);
    } else {
      plain += rest[0];
      rest = rest.slice(1);
    }
  }
  if (plain) parts.push(plain);
  return parts;
}

function spoiler(text) {
  const open = (event) => event.currentTarget.classList.add("open");
  return h("span", { class: "spoiler", tabindex: 0, onclick: open, onkeydown: open }, inline(text));
}

function link(address, words) {
  const jump = /^https:\/\/(?:\w+\.)?discord\.com\/channels\/\d+\/(\d+)(?:\/(\d+))?/.exec(address);
  if (jump) {
    const shown = words === address ? `# ${channelOf(jump[1])?.name ?? "unknown"}${jump[2] ? " › 💬" : ""}` : inline(words);
    return h("a", { href: `#${jump[1]}${jump[2] ? `/${jump[2]}` : ""}`, class: words === address ? "mention" : undefined }, shown);
  }
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words === address ? words : inline(words));
}

const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function relative(seconds) {
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS[5];
  return new Intl.RelativeTimeFormat(store.state.me.locale).format(Math.round(seconds / size), unit);
}

function time(stamp, style = "f") {
  const at = new Date(stamp * 1000);
  const styles = {
    t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
    f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
  };
  const shown = style === "R" ? relative(stamp - Date.now() / 1000)
    : new Intl.DateTimeFormat(store.state.me.locale, styles[style] ?? styles.f).format(at);
  return h("time", { datetime: at.toISOString(), title: at.toString() }, shown);
}

function block(line) {
  const heading = /^(#{1,3}) (.+)/.exec(line);
  if (heading) return h(`h${heading[1].length + 2}`, {}, inline(heading[2]));
  const small = /^-# (.+)/.exec(line);
  if (small) return h("small", { class: "subtext" }, inline(small[1]));
  const item = /^(\s*)(?:[-*]|(\d+)\.) (.+)/.exec(line);
  if (!item) return null;
  const mark = item[2] ? `${item[2]}.` : "•";
  return h("div", { class: item[1].length > 1 ? "item deep" : "item" }, h("span", {}, mark), h("div", {}, inline(item[3])));
}

function lines(text) {
  const parts = [];
  const all = text.split("\n");
  for (let number = 0; number < all.length; number += 1) {
    if (all[number].startsWith("> ")) {
      const quoted = [];
      while (number < all.length && all[number].startsWith("> ")) quoted.push(all[number++].slice(2));
      number -= 1;
      parts.push(h("blockquote", {}, lines(quoted.join("\n"))));
    } else if (all[number].startsWith(">>> ")) {
      parts.push(h("blockquote", {}, lines([all[number].slice(4), ...all.slice(number + 1)].join("\n"))));
      break;
    } else {
      const made = block(all[number]);
      if (made) parts.push(made);
      else parts.push(...inline(all[number]), ...(number < all.length - 1 ? [h("br")] : []));
    }
  }
  return parts;
}

export function markdown(text) {
  return (text ?? "").split(/(```[\s\S]*?```)/).map((part) => {
    const code = /^```(?:([\w+-]*)\n)?([\s\S]*?)\n?```$/.exec(part);
    if (code) return h("pre", {}, h("code", { "data-language": code[1] || undefined }, code[2]));
    return lines(part.replace(/^\n/, ""));
  });
}

// Messages, forum posts and what can be done to them.

import { components, emoji } from "./components.js";
import { avatar, h } from "./dom.js";
import { answer } from "./forms.js";
import { markdown } from "./markdown.js";
import { act, memberName, store } from "./store.js";

const QUICK = ["👍", "❤️", "🎉", "👀"];
const nameOf = (user) => user.global_name ?? user.username;

async function perform(action, body) {
  answer(await act(action, body));
}

function embed(data) {
  const box = h("div", { class: "embed" },
    data.author && h("div", { class: "author" }, data.author.name),
    data.title && h("div", { class: "title" }, data.url ? h("a", { href: data.url }, data.title) : markdown(data.title)),
    data.description && h("div", {}, markdown(data.description)),
    data.fields?.length ? h("div", { class: "fields" }, data.fields.map((field) =>
      h("div", { class: field.inline ? "field inline" : "field" }, h("b", {}, markdown(field.name)), h("div", {}, markdown(field.value))))) : "",
    data.image && h("img", { class: "picture", src: data.image.url, alt: "" }),
    (data.footer || data.timestamp) && h("small", { class: "footer" },
      [data.footer?.text, data.timestamp && new Date(data.timestamp).toLocaleString()].filter(Boolean).join(" · ")));
  if (data.color) box.style.borderColor = `#${data.color.toString(16).padStart(6, "0")}`;
  return box;
}

function attachment(file) {
  if (file.content_type?.startsWith("image/")) return h("img", { class: "picture", src: file.url, alt: file.description ?? file.filename });
  return h("a", { class: "file", href: file.url, download: file.filename }, `📎 ${file.filename} (${file.size} bytes)`);
}

function reactions(message) {
  return (message.reactions ?? []).map((r) => h("button", {
    type: "button", class: r.me ? "reaction mine" : "reaction",
    onclick: () => perform("react", { message: message.id, emoji: r.emoji.name }),
  }, `${emoji(r.emoji)} ${r.count}`));
}

function tools(message, reply) {
  const list = h("div", { class: "menu" });
  const item = (words, doing) => list.append(h("button", { type: "button", onclick: () => { list.remove(); doing(); } }, words));
  for (const mark of QUICK) item(mark, () => perform("react", { message: message.id, emoji: mark }));
  const own = message.author.id === store.member;
  if (!message.ephemeral) item("Reply", () => reply(message));
  if (own) {
    item("Edit", () => {
      const content = prompt("Edit the message", message.content);
      if (content) perform("edit", { message: message.id, content });
    });
  }
  if (own || message.ephemeral || store.place.can_manage) {
    item(message.ephemeral ? "Dismiss" : "Delete", () => perform("delete", { message: message.id }));
  }
  for (const command of store.commands.filter((c) => c.type === 3)) {
    item(`${command.application}: ${command.name}`, () => perform("menu", { command: command.name, message: message.id }));
  }
  return list;
}

function userMenu(user) {
  const list = h("div", { class: "menu" });
  for (const command of store.commands.filter((c) => c.type === 2)) {
    const use = () => { list.remove(); perform("menu", { command: command.name, user: user.id }); };
    list.append(h("button", { type: "button", class: "wide", onclick: use }, `${command.application}: ${command.name}`));
  }
  if (!list.children.length) list.append(h("small", {}, "There is no command for members here."));
  return list;
}

const closeMenus = () => document.querySelectorAll(".menu").forEach((open) => open.remove());
addEventListener("click", closeMenus);
addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(); });

function openMenu(event, list) {
  closeMenus();
  event.currentTarget.after(list);
  event.stopPropagation();
}

function origin(message) {
  const replied = message.referenced_message;
  if (replied) return h("div", { class: "origin" }, `↱ ${nameOf(replied.author)}: ${replied.content.slice(0, 80) || "…"}`);
  const meta = message.interaction_metadata;
  if (meta?.name) return h("div", { class: "origin" }, `${memberName(meta.user.id)} used ${meta.command_type === 1 ? "/" : ""}${meta.name}`);
  return null;
}

function head(message, reply) {
  const at = new Date(message.timestamp);
  return h("div", { class: "head" },
    h("button", { type: "button", class: "name", onclick: (e) => openMenu(e, userMenu(message.author)) }, nameOf(message.author)),
    message.author.bot && h("span", { class: "badge" }, "APP"),
    h("time", { datetime: message.timestamp, title: at.toString() }, at.toLocaleString([], { dateStyle: "short", timeStyle: "short" })),
    message.edited_timestamp && h("small", {}, "(edited)"),
    message.pinned && h("small", {}, "📌"),
    h("button", { type: "button", class: "more", "aria-label": "Message menu", onclick: (e) => openMenu(e, tools(message, reply)) }, "⋯"));
}

const THREAD_STARTER = 21;

export function drawMessage(message, reply) {
  // A thread begins with the message that it was made from, shown whole.
  if (message.type === THREAD_STARTER && message.referenced_message) {
    return drawMessage({ ...message.referenced_message, thread: null }, reply);
  }
  const name = nameOf(message.author);
  const use = (action, body) => perform(action, { message: message.id, ...body });
  const dismiss = () => perform("delete", { message: message.id });
  return h("article", { id: `m${message.id}`, class: message.ephemeral ? "message ephemeral" : "message" },
    avatar(message.author.id, name),
    h("div", { class: "body" },
      origin(message),
      head(message, reply),
      message.loading ? h("div", { class: "loading" }, `${name} is thinking…`) : h("div", { class: "text" }, markdown(message.content)),
      message.embeds.map(embed),
      message.attachments.map(attachment),
      components(message.components, use),
      h("div", { class: "row" }, reactions(message)),
      message.thread && h("a", { class: "thread", href: `#${message.thread.id}` }, `🧵 ${message.thread.name}`),
      message.ephemeral && h("small", { class: "subtext" }, "👁 Only you can see this · ", h("button", { type: "button", class: "plain", onclick: dismiss }, "Dismiss message"))));
}

export function drawPost(post, tags) {
  const named = post.applied_tags.map((id) => tags.find((tag) => tag.id === id)).filter(Boolean);
  const facts = [post.author, `${post.message_count} messages`, post.thread_metadata.archived && "archived", post.thread_metadata.locked && "locked"];
  return h("a", { class: post.thread_metadata.archived ? "post archived" : "post", href: `#${post.id}` },
    h("div", { class: "row" }, named.map((tag) => h("span", { class: "tag" }, [tag.emoji_name, tag.name].filter(Boolean).join(" ")))),
    h("b", {}, post.name),
    h("small", {}, facts.filter(Boolean).join(" · ")));
}

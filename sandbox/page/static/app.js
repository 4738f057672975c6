// Puts the page together: who you are, where you are, and what is new.

import { drawComposer, startReply } from "./composer.js";
import { $, h, toast } from "./dom.js";
import { drawCompany, drawEvents, drawVoice, isVoice } from "./gatherings.js";
import { drawMessage, drawPost } from "./messages.js";
import { act, channelOf, get, otherOf, store } from "./store.js";

const ICONS = { 0: "#", 1: "@", 2: "♪", 5: "»", 10: "↳", 11: "↳", 12: "↳", 13: "♪", 15: "≡" };
const EVENTS = "events";
const unread = new Set();
let drawn = "";

function entry(channel, deep = false) {
  const name = channel.type === 1 ? otherOf(channel) : channel.name;
  const style = ["channel", deep && "deep", channel.id === store.channel && "here", unread.has(channel.id) && "unread"].filter(Boolean).join(" ");
  return h("a", { class: style, href: `#${channel.id}`, title: name }, h("span", { class: "icon" }, ICONS[channel.type] ?? "#"), h("span", { class: "label" }, name));
}

function eventsEntry() {
  const style = store.channel === EVENTS ? "channel here" : "channel";
  return h("a", { class: style, href: `#${EVENTS}` }, h("span", { class: "icon" }, "📅"), h("span", { class: "label" }, `Events (${store.state.events.length})`));
}

function drawPreferences() {
  const { me } = store.state;
  const language = h("select", { "aria-label": "Language", onchange: (e) => act("preferences", { locale: e.target.value }).then(refresh) },
    [["en-US", "English"], ["fr", "Français"]].map(([code, name]) => h("option", { value: code, selected: me.locale === code }, name)));
  const closed = h("input", { type: "checkbox", onchange: (e) => act("preferences", { closed_dms: e.target.checked }) });
  closed.checked = me.closed_dms;
  $("preferences").replaceChildren(language, h("label", {}, closed, " closed DMs"));
}

function drawSidebar() {
  const { guild, channels, threads, dms, members } = store.state;
  $("guild").textContent = guild.name;
  const open = (parent) => threads.filter((t) => t.parent_id === parent.id && !t.thread_metadata.archived).slice(-8);
  const list = channels.flatMap((channel) => [entry(channel), ...drawCompany(channel), ...open(channel).map((t) => entry(t, true))]);
  const direct = dms.length ? dms.map((dm) => entry(dm)) : [h("small", {}, "none yet")];
  $("channels").replaceChildren(eventsEntry(), ...list, h("h2", {}, "Direct messages"), ...direct);
  $("member").replaceChildren(...members.filter((m) => !m.bot).map((m) =>
    h("option", { value: m.id, selected: m.id === store.member }, `${m.name} – ${m.roles.join(", ") || "member"}`)));
  drawPreferences();
}

function drawPlace() {
  const place = store.place;
  const parent = place.parent_id ? channelOf(place.parent_id) : null;
  const name = place.type === 1 ? otherOf(place) : place.name;
  $("title").replaceChildren(...[parent && h("a", { href: `#${parent.id}` }, `# ${parent.name} › `), `${ICONS[place.type] ?? "#"} ${name}`].filter(Boolean));
  const tags = parent?.available_tags?.filter((tag) => place.applied_tags?.includes(tag.id)) ?? [];
  const state = [place.thread_metadata?.archived && "archived", place.thread_metadata?.locked && "locked"].filter(Boolean);
  $("topic").replaceChildren(...(isVoice(place) ? drawVoice(place) : []), ...tags.map((tag) => h("span", { class: "tag" }, [tag.emoji_name, tag.name].filter(Boolean).join(" "))), place.topic ?? "", state.join(" · "));
  const posts = (place.posts ?? []).map((post) => drawPost(post, place.available_tags ?? []));
  const messages = place.messages.map((message) => drawMessage(message, startReply));
  const empty = posts.length || messages.length ? [] : [h("p", { class: "empty" }, "Nothing here yet. Type / to see what can be done.")];
  const box = $("messages");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 120;
  box.replaceChildren(...posts, ...messages, ...empty);
  if (atEnd) box.scrollTop = box.scrollHeight;
}

async function loadPlace(isNew) {
  const wanted = store.channel;
  $("composer").hidden = wanted === EVENTS;
  if (wanted === EVENTS) {
    const text = JSON.stringify([store.member, store.state.events]);
    if (text !== drawn || isNew) drawEvents();
    drawn = text;
    return;
  }
  const place = await get(`channels/${wanted}`);
  if (wanted !== store.channel) return;
  if (place.gone) {
    toast("That channel is not there, or this member cannot see it.");
    location.hash = `#${home()}`;
    return;
  }
  const text = JSON.stringify([place, store.state.voice]);
  store.place = place;
  // What is open (a menu, a half-made choice) is left alone while nothing changed.
  if (text !== drawn || isNew) drawPlace();
  drawn = text;
  store.commands = await get("commands", { channel: wanted });
  if (isNew) drawComposer();
}

const home = () => (store.state.channels.find((c) => c.name === "prodevprojectnexus") ?? store.state.channels[0]).id;

async function go() {
  const [channel, message] = location.hash.slice(1).split("/");
  store.state = await get("state");
  store.channel = channel || home();
  unread.delete(store.channel);
  document.body.classList.remove("choosing");
  drawSidebar();
  await loadPlace(true);
  const target = message && document.getElementById(`m${message}`);
  if (target) {
    target.scrollIntoView({ block: "center" });
    target.classList.add("found");
  } else {
    $("messages").scrollTop = store.channel === EVENTS || store.place?.type === 15 ? 0 : $("messages").scrollHeight;
  }
}

async function refresh() {
  store.state = await get("state");
  drawSidebar();
  await loadPlace(false);
}

function listen() {
  let waiting;
  new EventSource("/sandbox/api/events").onmessage = (event) => {
    const { name, channel } = JSON.parse(event.data);
    if (name === "MESSAGE_CREATE" && channel !== store.channel) unread.add(channel);
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 40);
  };
}

async function begin() {
  const people = await get("members");
  const before = localStorage.getItem("member");
  store.member = people.includes(before) ? before : people[0];
  $("member").addEventListener("change", (event) => {
    store.member = event.target.value;
    localStorage.setItem("member", store.member);
    go();
  });
  $("back").addEventListener("click", () => document.body.classList.toggle("choosing"));
  addEventListener("hashchange", go);
  await go();
  listen();
}

begin().catch((error) => toast(error.message));

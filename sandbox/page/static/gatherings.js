// Where members meet: voice channels and scheduled events.

import { $, h } from "./dom.js";
import { answer, openDialog } from "./forms.js";
import { markdown } from "./markdown.js";
import { act, channelOf, memberName, store } from "./store.js";

const VOICE = [2, 13];
const ACTIVE = 2;

const perform = async (action, body = {}) => answer(await act(action, body));

export const isVoice = (channel) => VOICE.includes(channel.type);

const inside = (channel) => store.state.voice[channel.id] ?? [];

export const drawCompany = (channel) =>
  inside(channel).map((id) => h("div", { class: "company" }, `🎧 ${memberName(id)}`));

export function drawVoice(channel) {
  const there = inside(channel).includes(store.member);
  const others = inside(channel).map(memberName).join(", ");
  const use = () => perform(there ? "leave_voice" : "join_voice");
  return [
    h("button", { type: "button", class: `button ${there ? "danger" : "success"}`, onclick: use }, there ? "Leave voice" : "Join voice"),
    h("span", {}, others ? ` Here: ${others}` : " Nobody is here."),
  ];
}

const shown = (time) => new Date(time).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });

function forInput(time) {
  if (!time) return "";
  const at = new Date(time);
  return new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function openEvent(event) {
  const field = (words, input) => h("label", { class: "field" }, h("span", {}, words), input);
  const name = h("input", { type: "text", required: true, maxlength: 100, value: event?.name });
  const start = h("input", { type: "datetime-local", required: true, value: forInput(event?.scheduled_start_time) });
  const end = h("input", { type: "datetime-local", value: forInput(event?.scheduled_end_time) });
  const rooms = store.state.channels.filter(isVoice).map((c) => h("option", { value: c.id, selected: c.id === event?.channel_id }, c.name));
  const place = h("select", {}, rooms, h("option", { value: "", selected: event && !event.channel_id }, "Somewhere else"));
  const location = h("input", { type: "text", maxlength: 100, value: event?.entity_metadata?.location });
  const about = h("textarea", { rows: 3, maxlength: 1000 });
  about.value = event?.description ?? "";
  const utc = (input) => (input.value ? new Date(input.value).toISOString() : "");
  openDialog(event ? "Change the event" : "New event",
    [field("Name", name), field("Starts", start), field("Ends (needed for somewhere else)", end), field("Where", place), field("Somewhere else: where?", location), field("About it", about)],
    () => act("save_event", {
      ...(event && { event: event.id }), name: name.value, start: utc(start), end: utc(end),
      place: place.value, location: location.value, description: about.value,
    }), "Save");
}

function drawEvent(event) {
  const button = (words, action, style = "secondary") =>
    h("button", { type: "button", class: `button ${style}`, onclick: () => perform(action, { event: event.id }) }, words);
  const goesOn = event.status === ACTIVE;
  const place = event.channel_id ? `♪ ${channelOf(event.channel_id)?.name}` : event.entity_metadata?.location;
  const until = event.scheduled_end_time ? ` – ${shown(event.scheduled_end_time)}` : "";
  const interest = h("button", {
    type: "button", class: event.interested ? "button success" : "button secondary", "aria-pressed": String(event.interested),
    onclick: () => perform(event.interested ? "uninterested" : "interested", { event: event.id }),
  }, `${event.interested ? "★" : "☆"} Interested (${event.count})`);
  const manage = event.can_manage && [
    goesOn ? button("End", "end_event", "danger") : [button("Start", "start_event", "primary"), button("Cancel", "cancel_event", "danger")],
    h("button", { type: "button", class: "button secondary", onclick: () => openEvent(event) }, "Change"),
  ];
  return h("article", { class: "post event" },
    h("div", {}, goesOn && h("span", { class: "tag" }, "● now"), h("small", {}, `${shown(event.scheduled_start_time)}${until}`)),
    h("b", {}, event.name),
    h("small", {}, `${place} · by ${event.creator}`),
    event.description && h("div", { class: "text" }, markdown(event.description)),
    h("div", { class: "row" }, interest, manage));
}

export function drawEvents() {
  const create = h("button", { type: "button", class: "button primary", onclick: () => openEvent(null) }, "New event");
  $("title").textContent = "📅 Events";
  $("topic").replaceChildren(create);
  const list = store.state.events.map(drawEvent);
  $("messages").replaceChildren(...(list.length ? list : [h("p", { class: "empty" }, "No event is planned.")]));
}

// What the page knows, and how it asks for more.

export const store = { member: null, channel: null, state: null, place: null, commands: [] };

export async function get(path, query = {}) {
  const address = new URL(`/sandbox/api/${path}`, location.href);
  for (const [name, value] of Object.entries({ member: store.member, ...query })) {
    if (value !== null) address.searchParams.set(name, value);
  }
  const response = await fetch(address);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

export async function act(action, body = {}) {
  const response = await fetch("/sandbox/api/act", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ member: store.member, channel: store.channel, action, ...body }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

export const memberName = (id) =>
  store.state.members.find((member) => member.id === id)?.name ?? "somebody who left";
export const roleName = (id) => store.state.roles.find((role) => role.id === id)?.name ?? "deleted role";
export const channelOf = (id) =>
  [...store.state.channels, ...store.state.threads, ...store.state.dms].find((c) => c.id === id);
export const otherOf = (dm) => memberName(dm.recipients.find((r) => r.id !== store.member)?.id);

export async function readFile(file) {
  let text = "";
  for (const byte of new Uint8Array(await file.arrayBuffer())) text += String.fromCharCode(byte);
  return { name: file.name, data: btoa(text) };
}

// An unmodified discord.js client: logs in, registers a command, answers it with a modal and answers
// the modal. Discord's address and the token come from the environment.
import { Client, Events, GatewayIntentBits, Routes } from "discord.js";

const api = process.env.DISCORD_API_BASE.replace(/\/v\d+$/, "");
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api, version: "10" } });

const COMMANDS = [
  { name: "ping", description: "Answer at once." },
  {
    name: "form",
    description: "Open a form.",
    options: [{ type: 3, name: "title", description: "The form's title.", required: true }],
  },
];

client.once(Events.ClientReady, async (ready) => {
  await ready.rest.put(Routes.applicationCommands(ready.application.id), { body: COMMANDS });
  console.log(`ready as ${ready.user.username} in ${ready.guilds.cache.size} guild(s)`);
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand() && interaction.commandName === "ping") {
    await interaction.reply({ content: `pong, ${interaction.member.displayName}` });
  } else if (interaction.isChatInputCommand()) {
    const input = { type: 4, custom_id: "note", style: 1, required: true };
    const label = { type: 18, label: "Note", component: input };
    const title = interaction.options.getString("title");
    await interaction.showModal({ title, custom_id: "form", components: [label] });
  } else if (interaction.isModalSubmit()) {
    await interaction.deferReply({ flags: 64 });
    await interaction.editReply(`noted: ${interaction.fields.getTextInputValue("note")}`);
  }
});

await client.login(process.env.DISCORD_TOKEN);
process.on("SIGTERM", () => client.destroy().then(() => process.exit(0)));

import { MessageType } from "vscode-languageserver";

import { runStatsCommand } from "../commands/stats-command.ts";
import { switchCompletions } from "../commands/toggle-command.ts";
import { showMessage } from "../protocol/show-message.ts";
import type { DocumentChange } from "../protocol/text-change.ts";
import type { ServerContext } from "../server-context.ts";
import { CHAT_COMMANDS } from "./chat-command.ts";
import { createLiveText } from "./live-text.ts";
import { tagSpot } from "./tag-spot.ts";
import type { TypedQuestion } from "./typed-question.ts";

/**
 * Does what a question such as `/stats?>` asks for, and takes its line away.
 *
 * @returns What to tell the user, if anything.
 */
export async function runChatCommand(
  context: ServerContext,
  command: string,
  change: DocumentChange,
  question: TypedQuestion,
): Promise<string | undefined> {
  const [problem] = await Promise.all([
    execute(context, command),
    CHAT_COMMANDS.has(command) ? takeLineAway(context, change, question) : undefined,
  ]);
  return problem;
}

async function execute(context: ServerContext, command: string): Promise<string | undefined> {
  switch (command) {
    case "reload":
      await context.reloadConfig();
      return undefined;
    case "disable":
    case "enable":
      switchCompletions(context, command === "enable");
      return undefined;
    case "stats":
      await runStatsCommand(context);
      return undefined;
    case "help": {
      const lines = [...CHAT_COMMANDS].map(([name, effect]) => `/${name} ${effect}`);
      showMessage(context.connection, MessageType.Info, `Hexai: ${lines.join("; ")}`);
      return undefined;
    }
    default:
      return `there is no command /${command}, /help shows those that there are`;
  }
}

async function takeLineAway(
  context: ServerContext,
  { uri, after }: DocumentChange,
  { line }: TypedQuestion,
): Promise<void> {
  const feed = after.indexOf("\n", line.end);
  const place = { start: line.start, end: feed === -1 ? line.end : feed + 1 };
  const { encoding } = context.client();
  const live = createLiveText(tagSpot(place), { ...context, uri, encoding, label: "Command" });
  try {
    await live.write("", true);
  } finally {
    live.dispose();
  }
}

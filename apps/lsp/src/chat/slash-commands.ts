import { MessageType } from "vscode-languageserver";

import { runStatsCommand, switchCompletions } from "../commands/server-commands.ts";
import { showMessage } from "../protocol/messages.ts";
import type { DocumentChange } from "../protocol/text-change.ts";
import type { ServerContext } from "../server-context.ts";
import { tagAnchor } from "./edit-anchor.ts";
import { createStreamedEdit } from "./streamed-edit.ts";
import type { TypedQuestion } from "./typed-question.ts";

/** Questions that run a command instead of asking a model: a slash and one of these words. */
export const SLASH_COMMANDS: ReadonlyMap<string, string> = new Map([
  ["reload", "reads the configuration again"],
  ["disable", "turns completions off"],
  ["enable", "turns completions on"],
  ["stats", "shows what has been used"],
  ["help", "shows this"],
]);

/** The word of a question such as `/stats?`, whether such a command exists or not; `undefined` for any other question. */
export function parseSlashCommand(question: string): string | undefined {
  return /^\/([a-z]+)\W?$/.exec(question)?.[1];
}

/**
 * Runs a command such as `/stats?>`, and removes its line.
 *
 * @returns What to tell the user, if anything.
 */
export async function runSlashCommand(
  context: ServerContext,
  command: string,
  change: DocumentChange,
  question: TypedQuestion,
): Promise<string | undefined> {
  const [problem] = await Promise.all([
    execute(context, command),
    SLASH_COMMANDS.has(command) ? removeLine(context, change, question) : undefined,
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
      const lines = [...SLASH_COMMANDS].map(([name, effect]) => `/${name} ${effect}`);
      showMessage(context.connection, MessageType.Info, `Hexai: ${lines.join("; ")}`);
      return undefined;
    }
    default:
      return `there is no command /${command}; /help lists the commands`;
  }
}

async function removeLine(
  context: ServerContext,
  { uri, after }: DocumentChange,
  { line }: TypedQuestion,
): Promise<void> {
  const lineFeed = after.indexOf("\n", line.end);
  const removed = { start: line.start, end: lineFeed === -1 ? line.end : lineFeed + 1 };
  const { encoding } = context.client();
  const options = { ...context, uri, encoding, label: "Command" };
  const edit = createStreamedEdit(tagAnchor(removed), options);
  try {
    await edit.write("", true);
  } finally {
    edit.dispose();
  }
}

import {
  conversationNamed,
  conversationOfTerminal,
  describeContinued,
  requireNewName,
} from "../../conversation/choose-conversation.ts";
import type { Conversation } from "../../conversation/message.ts";
import { type Branch, historyAt } from "../../conversation/position.ts";
import { conversationsDir } from "../../conversation/store/conversations-dir.ts";
import { readStore } from "../../conversation/store/io/conversation-store.ts";
import { withPictures } from "../../conversation/store/io/pictures.ts";
import { terminalId } from "../../conversation/store/io/terminal-id.ts";
import type { CommandContext } from "../command.ts";
import type { AskFlags } from "./command.ts";
import { continuedBranches } from "./continued-branches.ts";

/** A conversation that goes on. */
export interface ContinuedConversation {
  readonly conversation: Conversation;
  /** The terminal whose position it is; undefined for the last one of all. */
  readonly terminal: string | undefined;
  /** Where it goes on, and who is asked. */
  readonly branches: readonly Branch[];
  /** One line that names it, safe for a terminal. */
  readonly description: string;
}

/**
 * Finds the conversation that `-c` or `-C` goes on with. For `--name` it only sees whether the name is free.
 *
 * @param whyNone - Why no conversation is kept; empty when they are.
 * @throws {UserError} When there is no such conversation, or the name is in use.
 */
export function continueConversation(
  flags: AskFlags,
  whyNone: string,
  { env, now }: Pick<CommandContext, "env" | "now">,
): ContinuedConversation | undefined {
  const dir = conversationsDir(env);
  const store = readStore(dir);
  if (flags.name !== undefined) {
    requireNewName(store, flags.name);
    return undefined;
  }
  const at = now();
  const terminal = flags.conversation === undefined ? terminalId() : undefined;
  const found =
    flags.conversation === undefined
      ? conversationOfTerminal(store, terminal, at, whyNone)
      : conversationNamed(store, flags.conversation, at, whyNone);
  const conversation = dir === undefined ? found : withPictures(found, dir);
  const branches = continuedBranches(conversation, { terminal }, flags);
  const messages = 2 * historyAt(conversation, branches[0]?.leaf).turns.length;
  const description = describeContinued(conversation, messages, at);
  return { conversation, terminal, branches, description };
}

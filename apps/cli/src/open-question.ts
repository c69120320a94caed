import type { ChatMessage } from "@hexai/chat";

import type { AskRequest } from "./cli-request.ts";
import { type EditorCommand, editorCommandOf } from "./editor-command-of.ts";
import { USAGE } from "./help-text.ts";
import type { StdinSource } from "./io/open-stdin.ts";
import { messagesOf } from "./messages-of.ts";
import { UserError } from "./user-error.ts";

/** Where a question can come from beside the command line. */
export interface QuestionSources {
  /** Absent: nothing is there to be read. */
  readonly stdin: StdinSource | undefined;
  /** Lets a person write it. Absent: no terminal. */
  readonly edit: ((command: EditorCommand) => Promise<string>) | undefined;
  /** Whether the answer will be rendered. */
  readonly markdown: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends the reading of stdin. */
  readonly signal: AbortSignal;
}

/**
 * Finds out where the question is, and gives what fetches it: that can take as long as a person or another program
 * takes, so that everything that may fail comes between the two.
 *
 * @throws {UserError} At once when there is nowhere to look; as a rejection when there was nothing.
 */
export function openQuestion(
  { words, flags: { system } }: AskRequest,
  { stdin, edit, markdown, env, signal }: QuestionSources,
): () => Promise<readonly ChatMessage[]> {
  const manner = { system, markdown };
  if (stdin !== undefined) {
    return async () => {
      const messages = messagesOf({ words, piped: await stdin.read(signal), ...manner });
      return messages ?? nothing(`there is nothing to ask\n${USAGE}`);
    };
  }
  const messages = messagesOf({ words, piped: "", ...manner });
  if (messages !== undefined) {
    return () => Promise.resolve(messages);
  }
  const command = edit && editorCommandOf(env);
  if (edit === undefined || command === undefined) {
    return nothing(`there is nothing to ask\n${USAGE}`);
  }
  return async () => {
    const written = messagesOf({ words: [await edit(command)], piped: "", ...manner });
    return written ?? nothing("the file was left empty: there is nothing to ask");
  };
}

function nothing(message: string): never {
  throw new UserError(2, message);
}

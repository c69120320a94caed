import type { ChatMessage } from "@hexai/chat";
import { type EditorCommand, parseEditorCommand, UserError } from "@hexai/process";

import type { AskRequest } from "../../cli-request.ts";
import { USAGE } from "../../help-text.ts";
import type { StdinSource } from "./io/open-stdin.ts";
import { messagesOf, type Question } from "./messages-of.ts";

/** Where a question can come from beside the command line. */
export interface QuestionSources {
  /** Absent: nothing is there to be read. */
  readonly stdin: StdinSource | undefined;
  /** Gives what lets a person write it, or nothing where there is no terminal. Called when nothing else is there. */
  readonly edit: () => ((command: EditorCommand) => Promise<string>) | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends the reading of stdin. */
  readonly signal: AbortSignal;
}

/** How the question is put; known later than where it is. */
export type QuestionManner = Pick<Question, "markdown" | "prompts">;

/**
 * Finds out where the question is, and gives what fetches it: that can take as long as a person or another program
 * takes, so that everything that may fail comes between the two.
 *
 * @throws {UserError} At once when there is nowhere to look; as a rejection when there was nothing.
 */
export function openQuestion(
  { words, flags: { system } }: AskRequest,
  { stdin, edit, env, signal }: QuestionSources,
): (manner: QuestionManner) => Promise<readonly ChatMessage[]> {
  if (stdin !== undefined) {
    return async (manner) => {
      const piped = await stdin.read(signal);
      const messages = messagesOf({ ...manner, words, piped, system });
      return messages ?? nothing(`there is nothing to ask\n${USAGE}`);
    };
  }
  const write = messagesOf({ words, piped: "" }) === undefined ? writing(edit(), env) : undefined;
  return async (manner) => {
    const asked = write === undefined ? words : [await write()];
    const messages = messagesOf({ ...manner, words: asked, piped: "", system });
    return messages ?? nothing("the file was left empty: there is nothing to ask");
  };
}

const HOW_TO_WRITE = "set HEXAI_EDITOR to write it in an editor, as in: export HEXAI_EDITOR=vi";

function writing(
  edit: ReturnType<QuestionSources["edit"]>,
  env: QuestionSources["env"],
): () => Promise<string> {
  if (edit === undefined) {
    return nothing(`there is nothing to ask\n${USAGE}`);
  }
  const command = parseEditorCommand(env);
  return command === undefined
    ? nothing(`there is nothing to ask; ${HOW_TO_WRITE}\n${USAGE}`)
    : () => edit(command);
}

function nothing(message: string): never {
  throw new UserError(2, message);
}

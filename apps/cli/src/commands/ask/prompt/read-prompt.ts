import { type EditorCommand, parseEditorCommand, UserError } from "@hexai/process";

import type { Attachment } from "../../../attachments/attachment.ts";
import type { AskRequest } from "../command.ts";
import type { StdinSource } from "./io/open-stdin.ts";
import { type AskedMessages, type Prompt, toMessages } from "./to-messages.ts";

/** Where a prompt can come from beside the command line. */
export interface PromptSources {
  /** Undefined when there is nothing to read. */
  readonly stdin: Pick<StdinSource, "read"> | undefined;
  /** Reads the files that go along; undefined when there are none. */
  readonly attachments?: (() => Promise<readonly Attachment[]>) | undefined;
  /** Gives a function that lets a person write the prompt, if there is a terminal. Called when there is no other source. */
  readonly edit: () => ((command: EditorCommand) => Promise<string>) | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The usage lines, for the message that there is nothing to ask. */
  readonly usage: string;
  /** Ends the reading of stdin. */
  readonly signal: AbortSignal;
}

/** How the prompt is put to a model. The configuration says it, which is read after the source of the prompt is known. */
export type PromptFormat = Pick<Prompt, "form" | "prompts" | "system">;

/**
 * Finds the source of the prompt, and returns a function that reads it. Reading takes as long as a person or another program
 * takes, so the caller does everything that may fail between the two.
 *
 * @throws {UserError} At once when there is nowhere to look; as a rejection when there was nothing.
 */
export function readPrompt(
  { words }: Pick<AskRequest, "words">,
  { stdin, attachments: readAll, edit, env, usage, signal }: PromptSources,
): (format: PromptFormat) => Promise<AskedMessages> {
  if (stdin !== undefined || readAll !== undefined) {
    return async (format) => {
      const attachments = await readAll?.();
      const piped = (await stdin?.read(signal)) ?? "";
      const asked = toMessages({ ...format, words, piped, ...(attachments && { attachments }) });
      return asked ?? throwUserError(`there is nothing to ask\n${usage}`);
    };
  }
  const write =
    toMessages({ words, piped: "" }) === undefined ? promptWriter(edit(), env, usage) : undefined;
  return async (format) => {
    const asked = write === undefined ? words : [await write()];
    const messages = toMessages({ ...format, words: asked, piped: "" });
    return messages ?? throwUserError("the file was left empty: there is nothing to ask");
  };
}

const HOW_TO_WRITE = "set HEXAI_EDITOR to write it in an editor, as in: export HEXAI_EDITOR=vi";

function promptWriter(
  edit: ReturnType<PromptSources["edit"]>,
  env: PromptSources["env"],
  usage: string,
): () => Promise<string> {
  if (edit === undefined) {
    return throwUserError(`there is nothing to ask\n${usage}`);
  }
  const command = parseEditorCommand(env);
  return command === undefined
    ? throwUserError(`there is nothing to ask; ${HOW_TO_WRITE}\n${usage}`)
    : () => edit(command);
}

function throwUserError(message: string): never {
  throw new UserError(2, message);
}

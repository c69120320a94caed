import { type Action, actionOf, catalogueOf } from "@hexai/actions";
import type { ChatAnswer, ChatOptions } from "@hexai/chat";
import type { Config } from "@hexai/config";
import { UserError } from "@hexai/process";
import { quoteText } from "@hexai/terminal/text";

import type { ScreenMessage } from "../popup/messages.ts";
import { createMenuItem, createMenu } from "./create-menu.ts";
import { prepareSelection, type PreparedSelection } from "./prepare-selection.ts";

/** What the tasks work with. Each promise is awaited when it is needed, and may reject then. */
export interface TaskSources {
  readonly bytes: Promise<Uint8Array>;
  readonly config: Promise<Config>;
  /** The id given with `--action`. */
  readonly action: string | undefined;
  readonly path: string | undefined;
  readonly keepsCode: boolean;
  readonly chat: (
    messages: PreparedSelection["messages"],
    options: ChatOptions,
  ) => Promise<Pick<ChatAnswer, "text">>;
}

/** The parts of a run that need neither a screen nor a stream. */
export interface Tasks {
  open(): Promise<{ readonly first: ScreenMessage; readonly chosen?: string | undefined }>;
  prepare(id: string, instruction: string | undefined): Promise<PreparedSelection>;
  ask(prepared: PreparedSelection, options: ChatOptions): Promise<Pick<ChatAnswer, "text">>;
}

export function createTasks(sources: TaskSources): Tasks {
  const { bytes, config, action: id, path, keepsCode, chat } = sources;

  async function catalogue(): Promise<readonly Action[]> {
    return catalogueOf((await config).prompts.code_action);
  }

  async function find(wanted: string): Promise<Action> {
    const actions = await catalogue();
    const action = actionOf(wanted, actions);
    if (action === undefined) {
      const ids = [...actions.map((each) => each.id), "skip"].join(", ");
      const message = `there is no action ${quoteText(wanted)}; choose one of: ${ids}`;
      throw new UserError(2, message);
    }
    return action;
  }

  return {
    async open() {
      const text = shownText(await bytes);
      if (id === undefined) {
        const menu = createMenu(await config, await catalogue(), text);
        return { first: { type: "menu", menu } };
      }
      const item = createMenuItem(await find(id), text);
      return { first: { type: "chosen", item }, ...(item.wantsPrompt ? {} : { chosen: id }) };
    },
    async prepare(wanted, instruction) {
      const action = await find(wanted);
      return prepareSelection(action, await bytes, { path, instruction, keepsCode });
    },
    ask: (prepared, options) => chat(prepared.messages, options),
  };
}

/** The selection as text, for the screen and the menu. Bytes that are not UTF-8 become `�`. */
export function shownText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/**
 * Runs one action without a screen: selection → Chat → result.
 *
 * @throws {UserError | ChatError} (as a rejection)
 */
export async function runAction(id: string, tasks: Tasks, signal: AbortSignal): Promise<string> {
  const prepared = await tasks.prepare(id, undefined);
  const { text } = await tasks.ask(prepared, { signal });
  return prepared.resultOf(text);
}

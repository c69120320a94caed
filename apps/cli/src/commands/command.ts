import type { ChatClient } from "@hexai/chat";
import type { CommandUsage, ParsedFlags, Program } from "@hexai/command-line";
import type { Config, ModelTarget } from "@hexai/config";
import type { EditorCommand } from "@hexai/process";
import type { UsageRecorder } from "@hexai/usage";

import type { Terminal } from "../output/terminal.ts";

/** Everything that a command takes from the process. `main.ts` passes the real one, tests pass a fake. */
export interface CommandContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly providers: Providers;
  readonly editor: Editor;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** Who can be asked. The code that asks is loaded with the first call. */
export interface Providers {
  /**
   * Creates a client whose Chats are counted.
   *
   * @param target - Whom to ask; what is undefined is what the configuration says.
   * @throws {ChatError} When no provider can be asked.
   */
  createClient(
    config: Config,
    target?: ModelTarget,
    options?: ProviderOptions,
  ): Promise<ChatClient>;
  /** Asks a provider what it offers. @throws {ChatError} When it does not say. */
  listModels(
    config: Config,
    provider: string,
    options?: ProviderOptions,
  ): Promise<readonly string[]>;
  /** Describes the proxy on the way to an address, such as `the proxy proxy:3128 in https_proxy`. Undefined for none. */
  describeProxy(url: string): Promise<string | undefined>;
  /** The recorder that counts the Chats of this process. */
  usage(config: Config): UsageRecorder;
}

/** How providers are reached. */
export interface ProviderOptions {
  /** How often a request is tried; several times by default. */
  readonly attempts?: number;
  /** Sends nothing: every provider counts as reachable. */
  readonly isOffline?: boolean;
  /** Runs an `api_key_command`, in place of a function that shows its errors. */
  readonly runCommand?: RunKeyCommand;
  /** Ends the request; that of the terminal by default. */
  readonly signal?: AbortSignal;
  /** Longest wait for a list of models, where `general.request_timeout` is longer. */
  readonly timeoutSeconds?: number;
}

/** Runs an `api_key_command`. `reason` completes "it …" and never holds a word of its output. */
export type RunKeyCommand = (
  command: readonly string[],
  env: CommandContext["env"],
) => Promise<
  { readonly ok: true; readonly output: string } | { readonly ok: false; readonly reason: string }
>;

/** The user's editor. */
export interface Editor {
  /** Whether there is a terminal to edit on. */
  isAvailable(): boolean;
  /** Lets a person edit a file; resolves when the editor has ended. @throws {UserError} When it fails. */
  edit(command: EditorCommand, file: string): Promise<void>;
}

/** A command: how it is used, and what it does. Adding one touches its folder and one line of `commands/index.ts`. */
export interface Command<Request = unknown> extends CommandUsage {
  /**
   * Checks the command line.
   *
   * @param words - What follows the command's name.
   * @throws {UserError} When it is not clear what to do.
   */
  parse(words: readonly string[], flags: ParsedFlags): Request;
  /**
   * Imports what the command needs, and runs it.
   *
   * @returns False when what was asked for was done, and something is not right: the exit code is 1 then.
   */
  run(request: Request, context: CommandContext, program: HexaiProgram): Promise<boolean | void>;
}

/** The program with all its commands. */
export interface HexaiProgram extends Program<Command> {
  /** What is run without the name of a command. */
  readonly ask: Command;
}

import { spawn, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { isatty } from "node:tty";

import { quoteText } from "@hexai/terminal/text";

import { UserError } from "../../exit/user-error.ts";
import type { EditorCommand } from "../parse-editor-command.ts";

export interface EditorOptions {
  /** The file descriptor of the terminal. The default is stdin, and stdout, or stderr when stdout is not a terminal. */
  readonly terminal?: number;
  /** This process's own by default. */
  readonly cwd?: string;
  /** This process's own by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the editor. */
  readonly signal?: AbortSignal;
}

/**
 * Lets a person edit `file`, and resolves when the editor has ended. No shell is involved.
 *
 * @throws {UserError} When the editor cannot be started or fails.
 */
export async function runEditor(
  [program, ...args]: EditorCommand,
  file: string,
  { terminal, cwd, env, signal }: EditorOptions,
): Promise<void> {
  signal?.throwIfAborted();
  const child = spawn(program, [...args, file], { stdio: stdioOn(terminal), cwd, env });
  const end = (): unknown => child.kill();
  signal?.addEventListener("abort", end);
  try {
    const [code, killedBy] = await once(child, "exit");
    signal?.throwIfAborted();
    if (code !== 0) {
      throw failed(program, `ended with ${killedBy ?? `exit code ${code}`}`);
    }
  } catch (cause) {
    if (cause instanceof Error && "syscall" in cause && "code" in cause) {
      throw failed(program, `cannot be started (${String(cause.code)})`, { cause });
    }
    throw cause;
  } finally {
    signal?.removeEventListener("abort", end);
  }
}

function stdioOn(terminal: number | undefined): StdioOptions {
  return terminal === undefined
    ? ["inherit", isatty(1) ? "inherit" : 2, "inherit"]
    : [terminal, terminal, terminal];
}

function failed(program: string, how: string, options?: ErrorOptions): UserError {
  const name = quoteText(program);
  const hint = "the editor is set by HEXAI_EDITOR, VISUAL or EDITOR";
  return new UserError(1, `${name} ${how}; ${hint}`, options);
}

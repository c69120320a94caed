import { spawn } from "node:child_process";
import { once } from "node:events";
import { isatty } from "node:tty";

import { UserError } from "../../commands/user-error.ts";
import type { EditorCommand } from "../editor-command-of.ts";

/**
 * Lets a person edit `file`, and resolves when the editor has ended. It draws on stdout, or on stderr when stdout is
 * not the terminal. No shell is involved.
 *
 * @param signal - Ends the editor.
 * @throws {UserError} When the editor cannot be started or fails.
 */
export async function runEditor(
  [program, ...args]: EditorCommand,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const child = spawn(program, [...args, file], {
    stdio: ["inherit", isatty(1) ? "inherit" : 2, "inherit"],
  });
  const end = (): unknown => child.kill();
  signal.addEventListener("abort", end);
  try {
    const [code, killedBy] = await once(child, "exit");
    signal.throwIfAborted();
    if (code !== 0) {
      throw failed(program, `ended with ${killedBy ?? `exit code ${code}`}`);
    }
  } catch (cause) {
    if (cause instanceof Error && "syscall" in cause && "code" in cause) {
      throw failed(program, `cannot be started (${String(cause.code)})`, { cause });
    }
    throw cause;
  } finally {
    signal.removeEventListener("abort", end);
  }
}

function failed(program: string, how: string, options?: ErrorOptions): UserError {
  const name = JSON.stringify(program);
  const hint = "the editor is set by HEXAI_EDITOR, VISUAL or EDITOR";
  return new UserError(1, `${name} ${how}; ${hint}`, options);
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";

import type { EditorSetup } from "../../popup/screen-messages.ts";
import { UserError } from "../../session/user-error.ts";
import { endedAs } from "../ended-as.ts";

/**
 * Lets a person edit `text` in their editor, on the terminal that this process belongs to.
 *
 * @param file - In a directory of the user's own; made, and left to whoever removes the directory.
 * @throws {UserError} (as a rejection) When the editor cannot be started or fails.
 */
export async function editResult(
  text: string,
  { command, cwd, env, file }: EditorSetup & { readonly file: string },
): Promise<string> {
  const [program = "", ...args] = command;
  await writeFile(file, text, { mode: 0o600 });
  const terminal = openSync("/dev/tty", "r+");
  try {
    const child = spawn(program, [...args, file], {
      cwd,
      env,
      stdio: [terminal, terminal, terminal],
    });
    const [code, killedBy] = await once(child, "exit");
    if (code !== 0) {
      throw failed(program, `ended with ${killedBy ?? `exit code ${code}`}`);
    }
  } catch (cause) {
    if (cause instanceof Error && "syscall" in cause && "code" in cause) {
      throw failed(program, `cannot be started (${String(cause.code)})`, { cause });
    }
    throw cause;
  } finally {
    closeSync(terminal);
  }
  return endedAs(text, await readFile(file, "utf8"));
}

function failed(program: string, how: string, options?: ErrorOptions): UserError {
  return new UserError(1, `${JSON.stringify(program)} ${how}`, options);
}

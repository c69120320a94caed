import process from "node:process";

import type { ActSurroundings } from "../act.ts";
import { wordsOf } from "../ending-of.ts";
import type { ActRequest } from "../parse-arguments.ts";
import { UserError } from "../user-error.ts";
import type { TmuxView } from "./look-at-tmux.ts";
import { openPane } from "./open-pane.ts";
import { type OpenScreen, openScreen, screenCommand } from "./open-screen.ts";
import {
  createPrivateDirectory,
  type PrivateDirectory,
  sweepPrivateDirectories,
} from "./private-directory.ts";
import { readSelection } from "./read-selection.ts";
import { writeResult } from "./write-result.ts";

export type ProcessSurroundings = Pick<
  ActSurroundings,
  "createClient" | "debug" | "now" | "signal"
>;

/**
 * A filter: the selection from stdin, the result on stdout.
 *
 * @throws {UserError | ChatError} (as a rejection)
 */
export async function actAsFilter(
  request: ActRequest,
  tmux: TmuxView,
  surroundings: ProcessSurroundings,
): Promise<void> {
  const { infile, outfile } = request;
  if (infile === undefined && process.stdin.isTTY) {
    throw new UserError(2, "pipe a selection into it, or name a file with --infile");
  }
  const write = (bytes: string | Uint8Array): Promise<void> =>
    writeResult(bytes, outfile, () => process.stdout);
  const read = (): Promise<Uint8Array> =>
    readSelection(infile, () => process.stdin, surroundings.signal);
  await run(request, tmux, { ...surroundings, write }, read);
}

/**
 * The key of a tmux pane. Whatever goes wrong is told in tmux, and only if that fails, thrown.
 *
 * @throws {UserError | ChatError} (as a rejection)
 */
export async function actOnPane(
  request: ActRequest,
  tmux: TmuxView,
  surroundings: ProcessSurroundings,
): Promise<void> {
  const selected = openPane(tmux);
  try {
    await run(
      request,
      tmux,
      {
        ...surroundings,
        async write(bytes, isResult) {
          if (isResult) {
            await selected.write(bytes, request.paste);
          }
        },
      },
      (directory) => selected.read(directory),
    );
  } catch (error) {
    if (surroundings.signal.aborted || !(await selected.tell(wordsOf(error)))) {
      throw error;
    }
  }
}

async function run(
  request: ActRequest,
  tmux: TmuxView,
  surroundings: ProcessSurroundings & Pick<ActSurroundings, "write">,
  read: (directory: string) => Promise<Uint8Array>,
): Promise<void> {
  const { env } = process;
  const directory = await createPrivateDirectory(env);
  try {
    const bytes = read(directory.path);
    bytes.catch(() => undefined); // told by whoever needs them
    const { screen } = await openScreenFor(request, tmux, directory);
    screen.catch(() => undefined); // the same
    const { act } = await import("../act.ts");
    await act(request, {
      ...surroundings,
      env,
      cwd: process.cwd(),
      bytes,
      screen,
      directory: directory.path,
    });
  } finally {
    await directory.remove();
    await sweepPrivateDirectories(env, surroundings.now());
  }
}

async function openScreenFor(
  { action, yes, pane, popup: size }: ActRequest,
  tmux: TmuxView,
  directory: PrivateDirectory,
): Promise<{ readonly screen: Promise<OpenScreen> }> {
  return action !== undefined && yes
    ? { screen: Promise.resolve({ type: "none" }) }
    : openScreen({
        tmux,
        isForPane: pane !== undefined,
        size,
        command: screenCommand(),
        directory,
      });
}

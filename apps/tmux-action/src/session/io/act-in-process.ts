import process from "node:process";
import type { Writable } from "node:stream";

import {
  describeError,
  standardInput,
  usageError,
  type UserError,
  workingDirectory,
} from "@hexai/process";

import type { ActRequest } from "../../options.ts";
import { openScreen, type OpenScreen, screenCommand } from "../../popup/io/open-screen.ts";
import {
  createPrivateDirectory,
  type PrivateDirectory,
  sweepPrivateDirectories,
} from "../../popup/io/private-directory.ts";
import type { Pane } from "../../selection/io/open-pane.ts";
import type { ActContext } from "../act.ts";
import { createTmuxView, type TmuxView } from "./tmux-view.ts";

// The menu comes first: all other code is imported after tmux was asked to open it.

export interface ProcessContext extends Pick<ActContext, "openModel" | "signal"> {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Opens standard output. */
  readonly stdout: () => Writable;
  readonly version: string;
}

/**
 * Runs as a filter: reads the selection from stdin, writes the result to stdout.
 *
 * @throws {UserError | ChatError} (as a rejection)
 */
export async function actAsFilter(request: ActRequest, context: ProcessContext): Promise<void> {
  const { infile, outfile } = request;
  if (infile === undefined && process.stdin.isTTY) {
    throw usageError(
      "hexai-tmux-action",
      "there is no selection, because stdin is a terminal; pipe a text into it, or add --infile FILE",
    );
  }
  await run(request, createTmuxView(process.env), context, {
    async read() {
      const { readSelection } = await import("../../selection/io/read-selection.ts");
      return readSelection(infile, standardInput, context.signal);
    },
    async write(bytes) {
      const { writeResult } = await import("../../selection/io/write-result.ts");
      await writeResult(bytes, outfile, context.stdout);
    },
  });
}

/**
 * Changes the selection of a tmux pane. A failure is shown in tmux, and thrown only when tmux does not show it.
 *
 * @throws {UserError | ChatError} (as a rejection)
 */
export async function actOnPane(
  request: ActRequest & { readonly pane: string },
  context: ProcessContext,
): Promise<void> {
  const tmux = createTmuxView(process.env, request.pane);
  let opened: Promise<Pane> | undefined;
  const selected = (): Promise<Pane> =>
    (opened ??= import("../../selection/io/open-pane.ts").then(({ openPane }) => openPane(tmux)));
  try {
    await run(request, tmux, context, {
      read: async (directory) => (await selected()).read(directory),
      async write(bytes, isResult) {
        if (isResult) {
          await (await selected()).write(bytes, request.paste);
        }
      },
    });
  } catch (error) {
    const { ERROR_CONTEXT } = await import("../error-context.ts");
    const message = describeError(error, ERROR_CONTEXT);
    if (context.signal.aborted || !(await (await selected()).tell(message))) {
      throw error;
    }
  }
}

/**
 * Shows in tmux that the command line of a key is wrong.
 *
 * @throws {UserError} (as a rejection) The error itself, if tmux does not show it.
 */
export async function showUsageError(pane: string, error: UserError): Promise<void> {
  const { openPane } = await import("../../selection/io/open-pane.ts");
  if (!(await openPane(createTmuxView(process.env, pane)).tell(error.message))) {
    throw error;
  }
}

/** Where the selection comes from and the result goes to. */
interface SelectionEndpoints {
  /** @param directory - Of the user's own. */
  readonly read: (directory: string) => Promise<Uint8Array>;
  readonly write: ActContext["write"];
}

async function run(
  request: ActRequest,
  tmux: TmuxView,
  context: ProcessContext,
  { read, write }: SelectionEndpoints,
): Promise<void> {
  const { env } = process;
  const directory = await createPrivateDirectory(env, context.version);
  try {
    const screen = openScreenFor(request, tmux, directory);
    screen.catch(() => undefined); // reported when it is awaited
    const bytes = read(directory.path);
    bytes.catch(() => undefined); // the same
    const { act } = await import("../act.ts");
    await act(request, {
      ...context,
      env,
      cwd: workingDirectory(),
      bytes,
      screen,
      directory: directory.path,
      write,
    });
  } finally {
    await directory.remove();
    await sweepPrivateDirectories(env, context.now());
  }
}

async function openScreenFor(
  { action, yes, pane, popup: size }: ActRequest,
  tmux: TmuxView,
  directory: PrivateDirectory,
): Promise<OpenScreen> {
  return action !== undefined && yes
    ? { type: "none" }
    : openScreen({
        tmux,
        isForPane: pane !== undefined,
        size,
        command: screenCommand(),
        directory,
      });
}

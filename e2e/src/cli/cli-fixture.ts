import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { createStore, type Snapshot } from "@hexai/stats";
import {
  hexaiProgram,
  type ProviderReply,
  type ProviderRequest,
  type SimulatedProvider,
  startProvider,
  type TemporaryHome,
  temporaryHome,
  type TmuxSession,
} from "@hexai/testing";
import { onTestFinished } from "vitest";

import { startShell } from "../testing/start-shell.ts";

/** The folder of the terminal's app. */
export const CLI: string = join(import.meta.dirname, "../../../apps/cli");
const BIN = hexaiProgram("hexai");

/** How a program ended, and all that it wrote. */
interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A program that runs. */
interface Running extends ChildProcessWithoutNullStreams {
  readonly ended: Promise<Result>;
}

type Variables = Readonly<Record<string, string>>;

/** What one test works with. */
export interface CliFixture {
  readonly provider: SimulatedProvider;
  readonly home: TemporaryHome;
  /** Starts `hexai` with an open pipe for its stdin. */
  readonly start: (argv: readonly string[], env?: Variables) => Running;
  /** Runs `hexai` to its end. */
  readonly hexai: (
    argv: readonly string[],
    options?: { readonly stdin?: string; readonly env?: Variables },
  ) => Promise<Result>;
  /** Runs a shell command, with `hexai` as `"$BIN"`. */
  readonly shell: (command: string) => Promise<Result>;
  readonly usage: () => Promise<Snapshot>;
  /** A shell inside tmux, in this home. */
  readonly pane: (size?: {
    readonly columns: number;
    readonly rows: number;
  }) => Promise<TmuxSession>;
  /** What Hexai shows in the status line of a session. */
  readonly status: (session: TmuxSession) => Promise<string>;
}

/** A provider, an empty home, and ways to run the built `hexai` in both. All of it is gone after the test. */
export async function setUpCli(
  reply?: ProviderReply | ((request: ProviderRequest) => ProviderReply),
): Promise<CliFixture> {
  const provider = await startProvider(optionsOf(reply));
  const home = await temporaryHome();
  onTestFinished(async () => {
    await provider.stop();
    await home.remove();
  });
  const env = {
    ...home.env,
    BIN,
    OPENAI_API_KEY: "sk-0123456789",
    HEXAI_OPENAI_BASE_URL: provider.url,
  };
  const run = (file: string, args: readonly string[], extra: Variables = {}): Running => {
    const child = spawn(file, args, { cwd: home.dir, env: { ...env, ...extra } });
    child.stdin.on("error", () => undefined); // it may end before it has read everything
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    const ended: Promise<Result> = Promise.all([
      once(child, "close"),
      text(child.stdout),
      text(child.stderr),
    ]).then(([[code], out, err]) => ({ code, out, err }));
    return Object.assign(child, { ended });
  };
  const start: CliFixture["start"] = (argv, extra) => run(BIN, argv, extra);

  return {
    provider,
    home,
    start,
    hexai(argv, options = {}) {
      const child = start(argv, options.env);
      child.stdin.end(options.stdin);
      return child.ended;
    },
    shell(command) {
      const child = run("sh", ["-c", command]);
      child.stdin.end();
      return child.ended;
    },
    usage: () => createStore({ dir: cacheOf(home) }).snapshot(),
    async pane(size = { columns: 120, rows: 30 }) {
      const session = await startShell({ ...size, env });
      onTestFinished(() => session.stop());
      return session;
    },
    status: async (session) =>
      (await session.tmux("show-options", "-gqv", "@hexai_status")).trimEnd(),
  };
}

function optionsOf(reply: Parameters<typeof setUpCli>[0]): Parameters<typeof startProvider>[0] {
  if (reply === undefined) {
    return {};
  }
  return { respond: typeof reply === "function" ? reply : () => reply };
}

/** Where the statistics of a home are. */
export function cacheOf(home: Pick<TemporaryHome, "dir">): string {
  return join(home.dir, ".cache/hexai");
}

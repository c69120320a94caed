import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { createStore, type Snapshot } from "@hexai/stats";
import {
  hexaiProgram,
  attachTmux,
  type ProviderReply,
  type ProviderRequest,
  type SimulatedProvider,
  startProvider,
  temporaryHome,
  type TmuxSession,
} from "@hexai/testing";
import { type ExpectStatic, onTestFinished } from "vitest";

import { PATIENCE, startShell } from "../testing/start-shell.ts";

/** The program as a shell types it. */
export const HEXAI: string = hexaiProgram("hexai-tmux-action");

/** No final line break, no UTF-8, and a line break that is not Unix's: what must come back byte for byte. */
export const ODD_BYTES: Buffer = Buffer.from("a\r\n\tb\0 \xff\xfe é", "latin1");
export const CODE = "function ready(user) {\n\tif (user.ok === true) {\n\t\treturn true;\n\t}\n}\n";
export const BETTER = "function ready(user) {\n\treturn user.ok;\n}\n";
const ANSWER: ProviderReply = { type: "answer", deltas: ["```js\n", BETTER, "```"] };

export const WAIT: { readonly timeout: number; readonly interval: number } = {
  ...PATIENCE,
  interval: 20,
};

export interface TmuxActionSetup {
  readonly columns?: number;
  readonly rows?: number;
  readonly reply?: ProviderReply | ((request: ProviderRequest) => ProviderReply);
  /** The user's `config.toml`. */
  readonly config?: string;
  /** On top of what a user has. */
  readonly env?: Readonly<Record<string, string>>;
  readonly selection?: string | Buffer;
  /** Whether somebody looks at the tmux session. */
  readonly isAttached?: boolean;
}

/** A user at a tmux session, with a shell in one pane and a provider. */
export interface TmuxActionFixture {
  readonly home: string;
  readonly tmux: TmuxSession;
  readonly provider: SimulatedProvider;
  /** Everything that the user sees: the pane, the popup, the status line. */
  screen(): Promise<string>;
  /** The same with its colours. */
  coloredScreen(): Promise<string>;
  /** Waits until the user sees all of these. */
  sees(...parts: readonly (string | RegExp)[]): Promise<void>;
  /** Waits until the user does not see it. */
  seesNo(part: string): Promise<void>;
  /** Presses keys, by tmux's names: `Enter`, `Escape`, `j` … */
  press(...keys: readonly string[]): Promise<void>;
  /** Pastes as a terminal does: in brackets where the program asked for that. */
  paste(text: string): Promise<void>;
  /** Runs `hexai-tmux-action` in the pane as a filter of the selection; what it says on stderr stays on the screen. */
  filter(flags?: string): Promise<void>;
  /** Waits until the filter has ended; its exit code and what it printed. */
  ended(): Promise<{ readonly code: number; readonly out: Buffer }>;
  /** A file in the home directory; nothing when there is none. */
  read(name: string): Promise<string>;
  /** What runs of the program have left behind. */
  leftovers(): Promise<readonly string[]>;
  usage(): Promise<Snapshot>;
}

export async function setUpTmuxAction(
  expect: ExpectStatic,
  {
    columns = 100,
    rows = 30,
    reply = ANSWER,
    config,
    env,
    selection = CODE,
    isAttached = true,
  }: TmuxActionSetup = {},
): Promise<TmuxActionFixture> {
  const provider = await startProvider({
    respond: typeof reply === "function" ? reply : () => reply,
  });
  const home = await temporaryHome();
  const runtime = join(home.dir, "run");
  await mkdir(runtime, { mode: 0o700 });
  await writeFile(join(home.dir, "in"), selection);
  if (config !== undefined) {
    await mkdir(join(home.dir, ".config/hexai"));
    await writeFile(join(home.dir, ".config/hexai/config.toml"), config);
  }
  const size = { columns, rows };
  const inner = await startShell({
    ...size,
    env: {
      ...home.env,
      XDG_RUNTIME_DIR: runtime,
      OPENAI_API_KEY: "sk-0123456789",
      HEXAI_OPENAI_BASE_URL: provider.url,
      ...env,
    },
  });
  const outer = isAttached ? await attachTmux(inner, size) : inner;
  onTestFinished(async () => {
    await outer.stop();
    await inner.stop();
    await provider.stop();
    await home.remove();
  });
  if (isAttached) {
    await expect
      .poll(() => inner.tmux("list-clients", "-F", "#{client_width}"), WAIT)
      .toContain(String(columns));
  }
  const sees = async (...parts: readonly (string | RegExp)[]): Promise<void> => {
    for (const part of parts) {
      const what =
        typeof part === "string" ? expect.stringContaining(part) : expect.stringMatching(part);
      await expect.poll(() => outer.screen(), WAIT).toEqual(what);
    }
  };
  return {
    home: home.dir,
    tmux: inner,
    provider,
    screen: () => outer.screen(),
    coloredScreen: () => outer.tmux("capture-pane", "-p", "-e"),
    sees,
    seesNo: (part) => expect.poll(() => outer.screen(), WAIT).not.toContain(part),
    async press(...keys) {
      await outer.tmux("send-keys", ...keys);
    },
    async paste(text) {
      await outer.tmux("set-buffer", text);
      await outer.pasteRaw("-p");
    },
    async filter(flags = "") {
      await rm(join(home.dir, "code"), { force: true });
      await inner.type(
        `cd; clear; ${HEXAI} ${flags} <in >out; echo $? >code.part; mv code.part code`,
      );
    },
    async ended() {
      const code = join(home.dir, "code");
      await expect.poll(() => readFile(code, "utf8").catch(() => ""), WAIT).not.toBe("");
      return {
        code: Number(await readFile(code, "utf8")),
        out: await readFile(join(home.dir, "out")),
      };
    },
    read: (name) => readFile(join(home.dir, name), "utf8").catch(() => ""),
    leftovers: () => readdir(runtime),
    usage: () => createStore({ dir: join(home.dir, ".cache/hexai") }).snapshot(),
  };
}

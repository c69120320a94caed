import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { createStore, type Snapshot } from "@hexai/stats";
import { attachTmux, startProvider, startTmux, temporaryHome } from "@hexai/testing";

import { type Acted, askRepeatedly, rewriteRepeatedly } from "./actors.ts";
import { mountSmallDisk } from "./disk.ts";
import { editRepeatedly, type Edited } from "./editor-actor.ts";
import { HASTY_EDITOR } from "./exceptions.ts";
import { followReader, type ReaderReport } from "./follow-reader.ts";
import { createGate } from "./gate.ts";
import { findLeftovers } from "./leftovers.ts";
import { useMenuRepeatedly, type Chosen } from "./popup-actor.ts";
import { createProcessSuspender } from "./process-suspender.ts";
import { isSuccess, replyIn, type Served, conditionAt } from "./provider-conditions.ts";
import type { SoakContext } from "./soak-context.ts";

/** One model's requests: what the provider answered in full, and what the statistics hold. */
export interface ModelTally {
  readonly model: string;
  readonly asked: number;
  readonly answered: number;
  readonly counted: number;
}

export interface SoakReport {
  readonly tallies: readonly ModelTally[];
  readonly cli: Acted;
  readonly tmuxAction: Acted;
  readonly popups: Chosen;
  readonly editors: readonly Edited[];
  readonly reader: ReaderReport;
  /** How often a process was stopped for a while. */
  readonly stops: number;
  /** False where no file system may be mounted. */
  readonly wasDiskFull: boolean;
  /** What tmux's status line shows in the end. */
  readonly status: string;
  readonly leftovers: readonly string[];
  /** Whatever should not have happened, in words. */
  readonly faults: readonly string[];
}

const COUNT_PATIENCE_MS = 30_000;
const TERMINAL = { columns: 120, rows: 30 };

/** Lets everything happen at once for a while: the three programs against one provider, and what befalls them. */
export async function soak(durationMs: number, random: () => number): Promise<SoakReport> {
  const home = await temporaryHome();
  const temporary = join(home.dir, "tmp");
  const runtime = join(home.dir, "run");
  const cache = join(home.dir, ".cache/hexai");
  await mkdir(temporary, { mode: 0o700 });
  await mkdir(runtime, { mode: 0o700 });
  await configure(home.dir);
  const small = await mountSmallDisk(cache);
  const env = { ...home.env, TMPDIR: temporary, XDG_RUNTIME_DIR: runtime };
  const tmux = await startTmux({ ...TERMINAL, env });
  const user = await attachTmux(tmux, TERMINAL);
  const startedAt = performance.now();
  const served: Served[] = [];
  const provider = await startProvider({
    respond(request) {
      const condition = conditionAt(performance.now() - startedAt, durationMs);
      const reply = replyIn(condition, request, random);
      served.push({ request, reply });
      return reply;
    },
  });
  const ending = AbortSignal.timeout(durationMs);
  const over = new AbortController();
  const faults: string[] = [];
  const store = createStore({ dir: cache });
  const context: SoakContext = {
    env: {
      ...env,
      OPENAI_API_KEY: "sk-soak",
      HEXAI_OPENAI_BASE_URL: provider.url,
    },
    suspender: createProcessSuspender(),
    disk: createGate(),
    random,
    ending,
    onFault: (fault) => faults.push(fault),
  };

  async function counted(model: string, left: number): Promise<void> {
    const deadline = performance.now() + COUNT_PATIENCE_MS;
    const isThere = async (): Promise<boolean> =>
      countOf(await store.snapshot(), model) >= successesOf(served, model) - left;
    while (!(await isThere())) {
      if (performance.now() > deadline) {
        throw new Error("a request is not in the statistics");
      }
      await sleep(20);
    }
  }

  async function fillTheDisk(): Promise<void> {
    await sleep(durationMs / 2);
    await context.disk.closedFor(async () => {
      await small?.fill();
      await sleep(durationMs / 10);
      await small?.freeUp();
    });
  }

  try {
    const reading = followReader(join(cache, "stats.json"), over.signal);
    const suspensions = context.suspender.suspendAtRandom(ending, random);
    const [cli, tmuxAction, popups, ...editors] = await Promise.all([
      askRepeatedly(context),
      rewriteRepeatedly(context, tmux.inside),
      useMenuRepeatedly(context, { home: home.dir, inner: tmux, outer: user }),
      editRepeatedly(context, { name: "editor-1", lives: "one", isHasty: false, counted }),
      editRepeatedly(context, { name: "editor-2", lives: "many", isHasty: false, counted }),
      editRepeatedly(context, { name: HASTY_EDITOR, lives: "many", isHasty: true, counted }),
      small && fillTheDisk(),
    ]);
    const stops = await suspensions;
    await settle(context, tmux.inside);
    over.abort();
    const reader = await reading;
    const snapshot = await store.snapshot();
    return {
      tallies: talliesOf(served, snapshot),
      cli,
      tmuxAction,
      popups,
      editors: editors.filter((edited) => edited !== undefined),
      reader,
      stops,
      wasDiskFull: small !== undefined,
      status: (await tmux.tmux("show-options", "-gqv", "@hexai_status")).trim(),
      leftovers: await findLeftovers({
        home: home.dir,
        directories: [temporary, runtime],
        pids: [tmux.pid, Number(await tmux.tmux("display-message", "-p", "#{pane_pid}"))],
        screen: () => user.screen(),
      }),
      faults,
    };
  } finally {
    over.abort();
    await provider.stop();
    await user.stop();
    await tmux.stop();
    await small?.unmount();
    await home.remove();
  }
}

/** One more good request, after which nothing of what was killed may be left. */
async function settle(context: SoakContext, inside: SoakContext["env"]): Promise<void> {
  await rewriteRepeatedly({ ...context, ending: onceOnly(), random: () => 0.999 }, inside);
}

/** A signal that lets one round begin. */
function onceOnly(): AbortSignal {
  const rounds = new AbortController();
  setTimeout(() => rounds.abort(), 1);
  return rounds.signal;
}

async function configure(home: string): Promise<void> {
  const directory = join(home, ".config/hexai");
  const path = join(directory, "config.toml");
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(path, `[completion]\ncompletion_debounce_ms = 0\ncompletion_throttle_ms = 0\n`);
  await chmod(path, 0o600);
}

function talliesOf(served: readonly Served[], snapshot: Snapshot): readonly ModelTally[] {
  const models = new Set(served.map(({ request }) => request.model));
  return [...models]
    .toSorted((one, other) => one.localeCompare(other))
    .map((model) => ({
      model,
      asked: served.filter(({ request }) => request.model === model).length,
      answered: successesOf(served, model),
      counted: countOf(snapshot, model),
    }));
}

function successesOf(served: readonly Served[], model: string): number {
  return served.filter((one) => one.request.model === model && isSuccess(one)).length;
}

function countOf({ providers }: Snapshot, model: string): number {
  return providers.get("openai")?.models.get(model)?.reqs ?? 0;
}

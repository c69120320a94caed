import fs from "node:fs";
import { join } from "node:path";

import { markdownTable, publishUnderFire, type TableRow } from "@hexai/testing";
import { afterAll, describe, it } from "vitest";

import { countOf } from "../../events/usage-event.ts";
import type { FileSystem } from "../../file/io/file-system.ts";
import { parseStatsFile } from "../../file/stats-file.ts";
import { createStore } from "../../store/io/create-store.ts";
import { StatsError } from "../../store/stats-error.ts";
import { usage } from "../../testing/events.ts";
import { FAULTS, type Fault } from "../../testing/faults.ts";
import { namesIn, replacedFileSystem } from "../../testing/hooked-file-system.ts";
import {
  STARTING_STATES,
  type StartingState,
  markWriterDead,
} from "../../testing/starting-states.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";
import { updatePlace } from "../../testing/update-place.ts";
import { updateOnce } from "./update-cycle.ts";

/** The soak sweeps every fault over every state: `pnpm test:soak`. Else most states meet one fault alone. */
const SOAK = process.env["HEXAI_SOAK"] !== undefined;
const MAIN_STATES = ["no directory", "a good file", "a broken file"];
const MAIN_FAULTS = ["EACCES once", "EIO after it was done", "short write", "another update"];
const HANGS_AFTER_MS = 20_000;

/** How the update ended that the fault hit. */
type Outcome = "acknowledged" | "refused" | "ended" | "hangs" | "threw";

interface Run {
  readonly isReached: boolean;
  readonly outcome: Outcome;
  readonly isRecorded: boolean;
  /** What was not as it must be. */
  readonly complaints: readonly string[];
}

/** By fault, of each state that it was swept over, the runs. */
const swept = new Map<string, (readonly Run[])[]>(FAULTS.map(({ name }) => [name, []]));

describe.for(STARTING_STATES.map((state) => [state.name, state] as const))(
  "an update that finds %s",
  { timeout: SOAK ? 600_000 : 30_000 },
  ([, state]) => {
    it.for(
      FAULTS.filter((fault) => SOAK || isInShortForm(state, fault)).map(
        (fault) => [fault.name, fault] as const,
      ),
    )("loses nothing and leaves nothing behind: %s, at any call", async ([, fault], { expect }) => {
      const runs: Run[] = [];
      do {
        runs.push(await run(state, fault, runs.length + 1));
      } while (runs.at(-1)?.isReached === true);

      const complaints = runs.flatMap((each, index) =>
        each.complaints.map((complaint) => `call ${index + 1}: ${complaint}`),
      );
      swept.get(fault.name)?.push(runs.filter(({ isReached }) => isReached));
      expect(complaints).toEqual([]);
      expect(runs.length).toBeGreaterThan(10);
    });
  },
);

afterAll(() => {
  if (SOAK) {
    const table = [HEAD, ...[...swept].map(rowOf)];
    process.stdout.write(`\n${markdownTable(table)}\n`);
    if ([...swept.values()].every(isWholeAndGood)) {
      publishUnderFire("A file system that fails", table);
    }
  }
});

const HEAD = [
  "fault",
  "at so many calls",
  "acknowledged",
  "refused",
  "ended",
  "recorded all the same",
  "broken promises",
];

function isWholeAndGood(sweeps: readonly (readonly Run[])[]): boolean {
  return sweeps.length === STARTING_STATES.length && !sweeps.flat().some(isBroken);
}

function rowOf([fault, sweeps]: readonly [string, readonly (readonly Run[])[]]): TableRow {
  const runs = sweeps.flat();
  const ended = (outcome: Outcome): number =>
    runs.filter((each) => each.outcome === outcome).length;
  const unasked = runs.filter((each) => each.outcome !== "acknowledged" && each.isRecorded).length;
  const broken = runs.filter(isBroken).length;
  const counts = [ended("acknowledged"), ended("refused"), ended("ended"), unasked, broken];
  return [fault, ...[runs.length, ...counts].map(String)];
}

function isBroken({ complaints }: Run): boolean {
  return complaints.length > 0;
}

function isInShortForm(state: StartingState, fault: Fault): boolean {
  return (
    fault.name === "the process ends" ||
    (MAIN_STATES.includes(state.name) && MAIN_FAULTS.includes(fault.name))
  );
}

/** One update that meets the fault at its `k`-th call, what comes after it, and what is there in the end. */
async function run(state: StartingState, fault: Fault, k: number): Promise<Run> {
  const root = await temporaryDirectory();
  const dir = join(root, "hexai");
  const path = join(dir, "stats.json");
  await state.prepare(dir);
  const before = contentsOf(path);
  const complaints = new Set<string>();
  const lookAtFile = (): void => {
    const complaint = flawOf(path, before, state);
    if (complaint !== undefined) {
      complaints.add(complaint);
    }
  };
  let others = 0;
  const failing = failingFileSystem(fault, k, {
    everyCall: lookAtFile,
    other: () => {
      others += 1;
      recordWithoutLock(dir, "other");
    },
  });
  const store = createStore({ dir, fs: failing.fs });

  const outcome = await outcomeOf(() => store.update("p", "failing", 1, 2), fault);
  const { isReached } = failing;
  failing.disarm();
  lookAtFile();

  if (fs.existsSync(dir)) {
    if (fault.isFatal === true) {
      markWriterDead(dir);
    }
    letTimePass(dir);
  }
  await expectGood(complaints, () => createStore({ dir }).update("p", "after", 1, 2));
  if (fault.isFatal !== true) {
    letTimePass(dir);
    await expectGood(complaints, () => store.update("p", "after", 1, 2));
  }

  const reqs = reqsIn(path);
  const expected: Record<string, readonly [number, number]> = {
    before: [state.recorded, state.recorded],
    other: [others, others],
    after: fault.isFatal === true ? [1, 1] : [2, 2],
    failing: outcome === "acknowledged" ? [1, 1] : [0, 1],
    claimed: [0, 1],
  };
  for (const [model, [least, most]] of Object.entries(expected)) {
    const counted = reqs.get(model) ?? 0;
    if (counted < least || counted > most) {
      complaints.add(`${counted} requests of ${model} instead of ${least} to ${most}`);
    }
  }
  const names = namesIn(dir).join(" ");
  const backup = contentsOf(`${path}.bak`)?.toString();
  if (names !== (state.backedUp === undefined ? "stats.json" : "stats.json stats.json.bak")) {
    complaints.add(`left behind: ${names}`);
  }
  if (backup !== state.backedUp) {
    complaints.add(`set aside: ${backup}`);
  }
  if (["hangs", "threw"].includes(outcome)) {
    complaints.add(outcome);
  }
  fs.rmSync(root, { recursive: true, force: true });
  const isRecorded = (reqs.get("failing") ?? 0) > 0;
  return { isReached, outcome, isRecorded, complaints: [...complaints] };
}

interface Failing {
  readonly fs: FileSystem;
  readonly isReached: boolean;
  /** Lets every further call through, and closes what was left open. */
  disarm(): void;
}

function failingFileSystem(
  fault: Fault,
  k: number,
  hooks: { readonly everyCall: () => void; readonly other: () => void },
): Failing {
  const instead = fault.at(k, hooks.other);
  const open = new Set<number>();
  let isArmed = true;
  let isReached = false;
  const failing = replacedFileSystem((i, name, call, args) => {
    if (!isArmed) {
      return call();
    }
    isReached ||= i >= k;
    hooks.everyCall();
    return instead(
      i,
      name,
      () => {
        const result = call();
        if (name === "openSync") {
          open.add(Number(result));
        } else if (name === "closeSync") {
          open.delete(Number(args[0]));
        }
        return result;
      },
      args,
    );
  });
  return {
    fs: failing,
    get isReached() {
      return isReached;
    },
    disarm() {
      isArmed = false;
      open.forEach((fd) => fs.closeSync(fd));
    },
  };
}

async function outcomeOf(update: () => Promise<void>, fault: Fault): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const hanging = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve("hangs"), HANGS_AFTER_MS);
  });
  try {
    const settled = update().then(
      (): Outcome => "acknowledged",
      (error: unknown): Outcome => (error instanceof StatsError ? "refused" : "threw"),
    );
    const outcome = await Promise.race([settled, hanging]);
    return fault.isFatal === true && outcome === "refused" ? "ended" : outcome;
  } catch {
    return "threw"; // at once, instead of rejecting
  } finally {
    clearTimeout(timer);
  }
}

async function expectGood(complaints: Set<string>, update: () => Promise<void>): Promise<void> {
  try {
    await update();
  } catch (error) {
    complaints.add(`the next update is refused: ${String(error)}`);
  }
}

/** Updates as a process does that believes it holds the lock. */
function recordWithoutLock(dir: string, model: string): void {
  fs.mkdirSync(dir, { recursive: true });
  const place = updatePlace(join(dir, "stats.json"));
  const now = Date.now();
  const event = usage({ at: now, provider: "p", model });
  for (let tries = 0; tries < 10; tries += 1) {
    if (updateOnce(place, [event], now, 3600)) {
      return;
    }
  }
  throw new Error("The succession stays claimed");
}

/** Makes a lock that was left behind look as old as it would be in a while. */
function letTimePass(dir: string): void {
  const lock = join(dir, "stats.lock");
  if (fs.existsSync(lock)) {
    fs.utimesSync(lock, 0, 0);
  }
}

/** What is wrong with the file at this moment: it is what it was before, or it is whole and nothing is missing. */
function flawOf(
  path: string,
  before: Buffer | undefined,
  { recorded }: StartingState,
): string | undefined {
  const contents = contentsOf(path);
  if (contents === undefined || (before && contents.equals(before))) {
    return contents === undefined && before ? "the file is missing" : undefined;
  }
  const file = parseStatsFile(contents.toString());
  if (!file || file.skipped > 0) {
    return `the file is not whole: ${contents.toString().slice(0, 100)}`;
  }
  return (reqsIn(path).get("before") ?? 0) === recorded ? undefined : "an earlier event is missing";
}

function contentsOf(path: string): Buffer | undefined {
  return fs.existsSync(path) ? fs.readFileSync(path) : undefined;
}

function reqsIn(path: string): ReadonlyMap<string, number> {
  const reqs = new Map<string, number>();
  for (const event of parseStatsFile(contentsOf(path)?.toString() ?? "")?.events ?? []) {
    const { model } = event.stored;
    reqs.set(model, (reqs.get(model) ?? 0) + countOf(event));
  }
  return reqs;
}

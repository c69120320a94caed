import fs from "node:fs";
import { join } from "node:path";
import process from "node:process";

import { COMPACT_ABOVE } from "../events/compact.ts";
import { nodeFileSystem } from "../file/io/file-system.ts";
import { encodeStatsFile } from "../file/stats-file.ts";
import { createStore } from "../store/io/create-store.ts";
import { readStateId } from "../update/io/read-state.ts";
import { createWriter } from "../update/io/writer.ts";
import { usage } from "./events.ts";

/** A state of the statistics' directory before an update. */
export interface StartingState {
  readonly name: string;
  /** Creates the state in `dir`. Only the parent of `dir` exists before. */
  readonly prepare: (dir: string) => void | Promise<void>;
  /** The number of recorded requests of the model `before`. */
  readonly recorded: number;
  /** The expected content of `stats.json.bak` after the update. */
  readonly backedUp?: string;
}

const OTHER_VERSION = '{"version":99,"events":[]}';
const BROKEN = '{"version":1,"events":[{"ts":"2026';

export const STARTING_STATES: readonly StartingState[] = [
  { name: "no directory", prepare: () => undefined, recorded: 0 },
  { name: "no file", prepare: (dir) => fs.mkdirSync(dir), recorded: 0 },
  { name: "a good file", prepare: good, recorded: 1 },
  {
    name: "a broken file",
    prepare: (dir) => {
      fs.mkdirSync(dir);
      fs.writeFileSync(join(dir, "stats.json"), BROKEN);
    },
    recorded: 0,
    backedUp: BROKEN,
  },
  {
    name: "another version, and an older one aside",
    prepare: (dir) => {
      fs.mkdirSync(dir);
      fs.writeFileSync(join(dir, "stats.json"), OTHER_VERSION);
      fs.writeFileSync(join(dir, "stats.json.bak"), "older");
    },
    recorded: 0,
    backedUp: OTHER_VERSION,
  },
  {
    name: "a dead lock",
    prepare: async (dir) => {
      await good(dir);
      fs.mkdirSync(join(dir, "stats.lock"));
      fs.utimesSync(join(dir, "stats.lock"), 0, 0);
    },
    recorded: 1,
  },
  {
    name: "a file instead of the lock",
    prepare: async (dir) => {
      await good(dir);
      fs.writeFileSync(join(dir, "stats.lock"), "");
    },
    recorded: 1,
  },
  {
    name: "leftovers of a killed update",
    prepare: async (dir) => {
      await good(dir);
      const [temporary, other] = [deadTemporary(), deadTemporary()];
      fs.writeFileSync(join(dir, temporary), '{"version":1,"ev');
      fs.writeFileSync(join(dir, other), "");
      fs.symlinkSync(temporary, join(dir, `stats.json.${"0".repeat(40)}.next`));
    },
    recorded: 1,
  },
  {
    name: "a killed update's claim that still counts",
    prepare: async (dir) => {
      await good(dir);
      claim(dir, true);
    },
    recorded: 1,
  },
  {
    name: "a killed update's claim without its file",
    prepare: async (dir) => {
      await good(dir);
      claim(dir, false);
    },
    recorded: 1,
  },
  {
    name: "a list about to be compacted",
    prepare: (dir) => {
      fs.mkdirSync(dir);
      const now = Date.now(); // oxlint-disable-line no-restricted-properties -- of the store's own clock
      const events = Array.from({ length: COMPACT_ABOVE }, (_, index) =>
        usage({ at: now - index * 1_000, provider: "p", model: "before" }),
      );
      fs.writeFileSync(
        join(dir, "stats.json"),
        encodeStatsFile({ unknown: {}, events }, now, 3600).text,
      );
    },
    recorded: COMPACT_ABOVE,
  },
];

async function good(dir: string): Promise<void> {
  await createStore({ dir }).update("p", "before", 1, 2);
}

/** Creates the claim of a dead process on the succession of the file in `dir`. */
function claim(dir: string, hasFile: boolean): void {
  const path = join(dir, "stats.json");
  const temporary = deadTemporary();
  if (hasFile) {
    const { events, ...rest } = JSON.parse(fs.readFileSync(path, "utf8"));
    const claimed = { ...events[0], model: "claimed" };
    fs.writeFileSync(
      join(dir, temporary),
      JSON.stringify({ ...rest, events: [...events, claimed] }),
    );
  }
  fs.symlinkSync(temporary, `${path}.${readStateId(nodeFileSystem, path)}.next`);
}

/** Renames the temporary files and claims of this process as if a dead process had written them. */
export function markWriterDead(dir: string): void {
  for (const name of fs.readdirSync(dir)) {
    const file = join(dir, name);
    if (name.endsWith(".tmp")) {
      fs.renameSync(file, join(dir, nameOfDeadProcess(name)));
    } else if (name.endsWith(".next")) {
      const target = nameOfDeadProcess(fs.readlinkSync(file));
      fs.unlinkSync(file);
      fs.symlinkSync(target, file);
    }
  }
}

function deadTemporary(): string {
  return `stats.json.${nameOfDeadProcess(createWriter().createMark())}.tmp`;
}

function nameOfDeadProcess(mark: string): string {
  return mark.replace(`-${process.pid}-`, "-99999999-"); // more than any system's last process
}

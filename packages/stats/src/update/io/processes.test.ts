import { once } from "node:events";
import fs from "node:fs";
import { join } from "node:path";

import { describe, it, onTestFinished, vi } from "vitest";

import { createStore } from "../../store/io/create-store.ts";
import { type Child, startFixture } from "../../testing/children.ts";
import { namesIn } from "../../testing/hooked-file-system.ts";
import { STARTING_STATES } from "../../testing/starting-states.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";

/** The soak runs more and longer: `pnpm test:soak`. */
const SOAK = process.env["HEXAI_SOAK"] !== undefined;
/** More calls to the file system than one update makes, from an empty directory. */
const CALLS = 24;
/** The same, from whatever state. */
const MOST_CALLS = 45;
/** Processes that update all at once. */
const CROWD = SOAK ? 64 : 16;
const PATIENCE_MS = SOAK ? 600_000 : 120_000;

describe("several processes", { timeout: PATIENCE_MS }, () => {
  it("lose nothing while 12 of them update 60 times each, and a reader never sees a partial file", async ({
    expect,
  }) => {
    const dir = await temporaryDirectory();
    const file = join(dir, "stats.json");

    const writers = Array.from({ length: 12 }, () => startFixture("writer.js", [dir, "60"]));
    const done = Promise.all(writers.map((writer) => writer.ended));
    const reader = readUntil(file, done);

    expect((await done).map(({ code }) => code)).toEqual(Array.from({ length: 12 }, () => 0));
    expect(await reader).toBeGreaterThan(100);
    expect(JSON.parse(fs.readFileSync(file, "utf8")).events).toHaveLength(720);
    expect((await createStore({ dir }).snapshot()).global).toEqual({
      reqs: 720,
      sent: 720,
      recv: 1440,
    });
    expect(namesIn(dir)).toEqual(["stats.json"]);
  });

  it("keep every acknowledged event when writers are killed at random moments", async ({
    expect,
  }) => {
    const dir = await temporaryDirectory();
    const batches = SOAK ? 40 : 3;
    let kills = 0;
    let acknowledged = 0;

    for (let batch = 0; batch < batches; batch += 1) {
      const writers = Array.from({ length: 8 }, () => startFixture("writer.js", [dir, "100000"]));
      await vi.waitUntil(() => writers.every((writer) => linesOf(writer) > 0), {
        timeout: 60_000,
        interval: 1,
      });
      for (const writer of writers) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
        writer.process.kill("SIGKILL");
        kills += 1;
      }
      await Promise.all(writers.map((writer) => writer.ended));
      acknowledged += writers.reduce((sum, writer) => sum + linesOf(writer), 0);
      JSON.parse(fs.readFileSync(join(dir, "stats.json"), "utf8"));
    }
    await createStore({ dir }).update("provider", "model", 1, 2);

    const { reqs } = (await createStore({ dir }).snapshot()).global;
    expect(reqs).toBeGreaterThanOrEqual(acknowledged + 1);
    expect(reqs).toBeLessThanOrEqual(acknowledged + 1 + kills); // each may have died before its acknowledgement
    expect(namesIn(dir)).toEqual(["stats.json"]);
  });

  it("lose nothing when six of them meet at a dead lock in the same millisecond", async ({
    expect,
  }) => {
    const dir = await temporaryDirectory();
    const rounds = SOAK ? 600 : 200;
    const contenders = Array.from({ length: 6 }, () =>
      startFixture("contender.js", [dir], { ipc: true }),
    );
    onTestFinished(() => contenders.forEach((contender) => contender.process.kill()));
    await Promise.all(contenders.map((contender) => once(contender.process, "message")));

    for (let round = 0; round < rounds; round += 1) {
      const lock = join(dir, "stats.lock");
      fs.mkdirSync(lock, { recursive: true });
      fs.utimesSync(lock, 0, 0);
      const answers = contenders.map((contender) => once(contender.process, "message"));
      const at = Date.now() + 10;
      contenders.forEach((contender) => contender.process.send({ at }));
      for (const [answer] of await Promise.all(answers)) {
        expect(answer).toMatchObject({ ok: true });
      }
    }

    expect((await createStore({ dir }).snapshot()).global.reqs).toBe(6 * rounds);
  });

  it("lose nothing when a holder is stopped at any call for longer than its lock lasts", async ({
    expect,
  }) => {
    const outcomes = await Promise.all(
      Array.from({ length: CALLS }, async (_, index) => {
        const dir = await temporaryDirectory();
        const child = startFixture("signal-at-call.js", [dir, String(index + 1), "SIGSTOP"]);
        await vi.waitUntil(() => isStopped(child) || child.process.exitCode !== null, {
          timeout: 60_000,
        });

        const store = createStore({ dir });
        await store.update("provider", "model", 1, 2);
        await store.update("provider", "model", 1, 2);
        child.process.kill("SIGCONT");
        const { code } = await child.ended;

        return { code, reqs: (await store.snapshot()).global.reqs, names: namesIn(dir) };
      }),
    );

    expect(outcomes).toEqual(
      Array.from({ length: CALLS }, () => ({ code: 0, reqs: 3, names: ["stats.json"] })),
    );
  });

  it.for(
    STARTING_STATES.filter(({ name }) => SOAK || name === "a good file").map(
      (state) => [state.name, state] as const,
    ),
  )(
    "leave a whole file and no leftovers when one is killed at any call that finds %s",
    async ([, state], { expect }) => {
      const outcomes = await Promise.all(
        Array.from({ length: SOAK ? MOST_CALLS : CALLS }, async (_, index) => {
          const dir = join(await temporaryDirectory(), "hexai");
          const store = createStore({ dir });
          await state.prepare(dir);
          const child = startFixture("signal-at-call.js", [dir, String(index + 1), "SIGKILL"]);
          await child.ended;

          await store.update("p", "after", 1, 2);

          const { providers } = await store.snapshot();
          const of = (provider: string, model: string): number =>
            providers.get(provider)?.models.get(model)?.reqs ?? 0;
          return {
            before: of("p", "before"),
            killed: of("provider", "model") <= 1,
            after: of("p", "after"),
            backedUp: fs.existsSync(join(dir, "stats.json.bak")),
            names: namesIn(dir).filter((name) => name !== "stats.json.bak"),
          };
        }),
      );

      const expected = {
        before: state.recorded,
        killed: true,
        after: 1,
        backedUp: state.backedUp !== undefined,
        names: ["stats.json"],
      };
      expect(outcomes).toEqual(outcomes.map(() => expected));
    },
  );

  it(
    `lose nothing while ${CROWD} of them update in the same millisecond again and again`,
    {
      timeout: PATIENCE_MS,
    },
    async ({ expect }) => {
      const dir = await temporaryDirectory();
      const rounds = SOAK ? 30 : 4;
      const crowd = Array.from({ length: CROWD }, () =>
        startFixture("contender.js", [dir], { ipc: true }),
      );
      onTestFinished(() => crowd.forEach((each) => each.process.kill()));
      await Promise.all(crowd.map((each) => once(each.process, "message")));
      const waits: number[] = [];

      for (let round = 0; round < rounds; round += 1) {
        const answers = crowd.map((each) => once(each.process, "message"));
        const at = Date.now() + 10;
        crowd.forEach((each) => each.process.send({ at }));
        for (const [answer] of await Promise.all(answers)) {
          expect(answer).toMatchObject({ ok: true });
          waits.push(answer.waitedMs);
        }
      }

      expect((await createStore({ dir }).snapshot()).global.reqs).toBe(CROWD * rounds);
      expect(namesIn(dir)).toEqual(["stats.json"]);
      if (SOAK) {
        const [median, slowest] = [
          waits.toSorted((a, b) => a - b)[waits.length / 2],
          Math.max(...waits),
        ];
        process.stdout.write(
          `\n${CROWD} processes × ${rounds} updates at once: ${median?.toFixed(0)} ms in the middle, ${slowest.toFixed(0)} ms the slowest\n`,
        );
      }
    },
  );
});

function linesOf(child: Child): number {
  return child.output().split("\n").length - 1;
}

/** Parses the file over and over until `done`; gives how often. A partial file would throw. */
async function readUntil(file: string, done: Promise<unknown>): Promise<number> {
  const finished = new AbortController();
  void done.finally(() => finished.abort());
  let reads = 0;
  while (!finished.signal.aborted) {
    if (fs.existsSync(file)) {
      JSON.parse(fs.readFileSync(file, "utf8"));
      reads += 1;
    }
    await new Promise(setImmediate);
  }
  return reads;
}

/** Whether the process is stopped by a signal (state T in its stat line, proc(5)). */
function isStopped(child: Child): boolean {
  try {
    return fs.readFileSync(`/proc/${child.process.pid}/stat`, "utf8").includes(") T ");
  } catch {
    return false; // it has ended
  }
}

import { describe, it } from "vitest";

import type { UsageEvent } from "../../events/usage-event.ts";
import { StatsError } from "../../store/stats-error.ts";
import { usage } from "../../testing/events.ts";
import { type Enqueue, type Section, createUpdateQueue } from "./update-queue.ts";

const WRITTEN = { replaced: undefined };

describe("createUpdateQueue", () => {
  it("writes at once what arrives while it waits for the lock", async ({ expect }) => {
    let free = false;
    const writes: number[] = [];
    const enqueue = queue({
      tryLock: () => (free ? () => undefined : undefined),
      write: (events) => {
        writes.push(events.length);
        return WRITTEN;
      },
    });

    const updates = [enqueue(usage()), enqueue(usage())];
    await Promise.resolve();
    updates.push(enqueue(usage()));
    free = true;
    await Promise.all(updates);

    expect(writes).toEqual([3]);
  });

  it("settles each update with the write that holds its event", async ({ expect }) => {
    const failure = new StatsError("unwritable", "/x");
    let fail = true;
    const written: UsageEvent[] = [];
    const enqueue = queue({
      write: (events) => {
        if (fail) {
          throw failure;
        }
        written.push(...events);
        return WRITTEN;
      },
    });

    await expect(enqueue(usage({ model: "lost" }))).rejects.toBe(failure);
    fail = false;
    await enqueue(usage({ model: "kept" }));

    expect(written).toEqual([usage({ model: "kept" })]);
  });

  it("tries again when somebody else wrote first", async ({ expect }) => {
    const outcomes = [false, false, true];
    let released = 0;
    const enqueue = queue({
      tryLock: () => () => {
        released += 1;
      },
      write: () => (outcomes.shift() === true ? WRITTEN : undefined),
    });

    await enqueue(usage());

    expect({ outcomes, released }).toEqual({ outcomes: [], released: 3 });
  });

  it("gives up with lock-timeout when its time is over, and only then", async ({ expect }) => {
    let now = 0;
    let tries = 0;
    const enqueue = queue({
      monotonic: () => now,
      tryLock: () => {
        tries += 1;
        now += 1_000;
        return undefined;
      },
    });

    await expect(enqueue(usage())).rejects.toMatchObject({ code: "lock-timeout", path: "/x" });
    expect(tries).toBe(11);
  });

  it("ends the waiting when the signal aborts, and leaves the others waiting", async ({
    expect,
  }) => {
    let free = false;
    const controller = new AbortController();
    const written: UsageEvent[] = [];
    const enqueue = queue({
      tryLock: () => (free ? () => undefined : undefined),
      write: (events) => {
        written.push(...events);
        return WRITTEN;
      },
    });

    const aborted = enqueue(usage({ model: "aborted" }), { signal: controller.signal });
    const other = enqueue(usage({ model: "other" }));
    controller.abort("enough");
    await expect(aborted).rejects.toMatchObject({ code: "aborted", cause: "enough" });
    free = true;
    await other;

    expect(written).toEqual([usage({ model: "other" })]);
  });

  it("does not begin to wait when the signal has aborted already", async ({ expect }) => {
    await expect(queue()(usage(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "aborted",
    });
  });

  it("hands on what goes wrong with the lock", async ({ expect }) => {
    const enqueue = queue({
      tryLock: () => {
        throw new StatsError("unwritable", "/x");
      },
    });

    await expect(enqueue(usage())).rejects.toMatchObject({ code: "unwritable" });
  });
});

function queue({
  tryLock = () => () => undefined,
  write = () => WRITTEN,
  monotonic = () => performance.now(),
}: Partial<Section<UsageEvent>> & { readonly monotonic?: () => number } = {}): Enqueue {
  const section = async () => ({ tryLock, write });
  return createUpdateQueue({ path: "/x", section, monotonic, random: () => 0 });
}

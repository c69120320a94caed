import { describe, it, vi } from "vitest";

import type { ProbeResult } from "./probe-route.ts";
import { createRouteFinder } from "./route-finder.ts";

const NOTHING: ProbeResult = { route: undefined, isLoading: false };
const LOADING: ProbeResult = { route: undefined, isLoading: true };
const INFILL: ProbeResult = { route: "llamacpp", isLoading: false };
const OLLAMA: ProbeResult = { route: "ollama", isLoading: false };
const MINUTE = 60;

describe("createRouteFinder", () => {
  it("looks again after 30 s, then at doubled intervals up to 10 minutes", async ({ expect }) => {
    const { finder, looksAt } = finding(() => NOTHING);

    await everySecond(finder, 40 * 60);

    expect(looksAt().slice(0, 8)).toEqual([0, 30, 90, 210, 450, 930, 1530, 2130]);
  });

  it("looks at a loading server every few seconds, so that its first minute is not lost", async ({
    expect,
  }) => {
    const { finder, looksAt } = finding(({ seconds }) => (seconds < 20 ? LOADING : INFILL));

    await everySecond(finder, 40);

    expect(looksAt()).toEqual([0, 1, 3, 7, 15, 31]);
    await expect(finder.finder.find()).resolves.toBe("llamacpp");
  });

  it("remembers a route until it is refused, and takes the one that is there instead", async ({
    expect,
  }) => {
    let now = INFILL;
    const { finder, looksAt } = finding(() => now);
    await everySecond(finder, 3 * MINUTE);
    now = OLLAMA;

    const next = await finder.finder.findInsteadOf("llamacpp");

    expect(next).toBe("ollama");
    expect(looksAt()).toHaveLength(2);
  });

  it("does not look for every request that the same server refuses", async ({ expect }) => {
    const { finder, looksAt } = finding(() => INFILL);
    await finder.finder.find();

    for (let second = 0; second < 29; second += 1) {
      await finder.finder.findInsteadOf("llamacpp");
      finder.pass(1_000);
    }

    expect(looksAt()).toHaveLength(2);
  });

  it("looks at once when a Chat hints at another server, however long it has waited", async ({
    expect,
  }) => {
    let now = NOTHING;
    const { finder } = finding(() => now);
    await everySecond(finder, 20 * 60);
    now = OLLAMA;

    finder.finder.expectChange();

    await expect(finder.finder.find()).resolves.toBe("ollama");
  });

  it("keeps nobody for long who asks while a look hangs, and takes what comes of it", async ({
    expect,
  }) => {
    vi.useFakeTimers();
    const ends: ((finding: ProbeResult) => void)[] = [];
    const hanging = new Promise<ProbeResult>((resolve) => {
      ends.push(resolve);
    });
    const finder = createRouteFinder(
      () => hanging,
      () => 0,
    );
    const first = finder.find();

    await vi.advanceTimersByTimeAsync(1_000);
    await expect(first).resolves.toBeUndefined();
    await expect(finder.find()).resolves.toBeUndefined();
    ends.forEach((end) => end(INFILL));
    await vi.advanceTimersByTimeAsync(0);

    await expect(finder.find()).resolves.toBe("llamacpp");
    vi.useRealTimers();
  });
});

interface TimedFinder {
  readonly finder: ReturnType<typeof createRouteFinder>;
  readonly pass: (milliseconds: number) => void;
}

function finding(look: (at: { readonly seconds: number }) => ProbeResult) {
  let now = 0;
  const looksAt: number[] = [];
  const finder = createRouteFinder(
    async () => {
      looksAt.push(now / 1000);
      return look({ seconds: now / 1000 });
    },
    () => now,
  );
  const pass = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { finder: { finder, pass }, looksAt: () => looksAt };
}

/** Somebody completes every second. */
async function everySecond({ finder, pass }: TimedFinder, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await finder.find();
    pass(1_000);
  }
}

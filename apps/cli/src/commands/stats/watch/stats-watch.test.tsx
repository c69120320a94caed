import { render } from "ink-testing-library";
import { describe, it, vi } from "vitest";

import { fakeReport } from "../../../testing/fake-snapshot.ts";
import type { StatsWatchEvent } from "./stats-watch-state.ts";
import { StatsWatch } from "./stats-watch.tsx";

describe("StatsWatch", () => {
  it("draws what it is told", async ({ expect }) => {
    const { screen, tell } = await shown();

    tell({ type: "report", report: fakeReport({ a: { reqs: 3, sent: 10, recv: 20 } }) });

    await vi.waitFor(() => {
      expect(screen.lastFrame()).toContain("3 requests   0.05 per minute   ↑ 10B   ↓ 20B");
    });
  });

  it("follows no more after q", async ({ expect }) => {
    const { tell, ends } = await shown();

    tell({ type: "key", key: { name: "q", text: "q", ctrl: false } });

    await vi.waitFor(() => expect(ends()).toBe(1));
  });

  it("stays for any other key", async ({ expect }) => {
    const { screen, tell, ends } = await shown();

    tell({ type: "key", key: { name: "x", text: "x", ctrl: false } });
    tell({ type: "failure", message: "still here" });

    await vi.waitFor(() => expect(screen.lastFrame()).toContain("still here"));
    expect(ends()).toBe(0);
  });

  it("uses no colours where there are none", async ({ expect }) => {
    const { screen, tell } = await shown();

    tell({ type: "report", report: fakeReport({ a: { reqs: 3 } }) });

    await vi.waitFor(() => expect(screen.lastFrame()).toContain("openai:a"));
    expect(screen.lastFrame()).not.toContain("\u001b");
  });
});

async function shown() {
  let tell: ((event: StatsWatchEvent) => void) | undefined;
  let ends = 0;
  const screen = render(
    <StatsWatch
      isColorful={false}
      follow={(onEvent) => {
        tell = onEvent;
        return () => {
          ends += 1;
        };
      }}
    />,
  );
  return {
    screen,
    ends: () => ends,
    tell: await vi.waitUntil(() => tell),
  };
}

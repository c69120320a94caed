import { spawn } from "node:child_process";
import { once } from "node:events";

import { describe, it, onTestFinished, vi } from "vitest";

import { watchProcess } from "./watch-process.ts";

const SOON = { checkEveryMs: 5 };

describe("watchProcess", () => {
  it("tells once when the process has ended", async ({ expect }) => {
    const child = await sleeper();
    const onGone = vi.fn<() => void>();
    onTestFinished(watchProcess(child.pid ?? 0, onGone, SOON));
    const onOther = vi.fn<() => void>();
    onTestFinished(watchProcess(process.pid, onOther, SOON));

    child.kill("SIGKILL");
    await once(child, "exit");

    await vi.waitFor(() => expect(onGone).toHaveBeenCalledTimes(1));
    expect(onOther).not.toHaveBeenCalled();
  });

  it("misses nobody whom it never saw", async ({ expect }) => {
    const child = await sleeper();
    child.kill("SIGKILL");
    await once(child, "exit");
    const seen = await sleeper();
    const onGone = vi.fn<() => void>();
    const onSeenGone = vi.fn<() => void>();

    onTestFinished(watchProcess(child.pid ?? 0, onGone, SOON));
    onTestFinished(watchProcess(seen.pid ?? 0, onSeenGone, SOON));
    seen.kill("SIGKILL");

    await vi.waitFor(() => expect(onSeenGone).toHaveBeenCalled());
    expect(onGone).not.toHaveBeenCalled();
  });

  it("takes another user's process for alive", async ({ expect }) => {
    const kill = vi.spyOn(process, "kill").mockImplementation(() => {
      throw Object.assign(new Error("not yours"), { code: "EPERM" });
    });
    const onGone = vi.fn<() => void>();

    onTestFinished(watchProcess(1, onGone, SOON));

    await vi.waitFor(() => expect(kill.mock.calls.length).toBeGreaterThan(2));
    expect(onGone).not.toHaveBeenCalled();
  });
});

async function sleeper() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "spawn");
  return child;
}

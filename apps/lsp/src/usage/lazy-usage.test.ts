import { describe, it, vi } from "vitest";

import { fakeUsage } from "../testing/fake-usage.ts";
import { createLazyUsage } from "./lazy-usage.ts";

const CHAT = { provider: "openai", model: "m", sentBytes: 1, recvBytes: 1 };

describe("createLazyUsage", () => {
  it("makes nothing before there is something to record, and then once", async ({ expect }) => {
    const { usage, made, recorder } = lazy();
    await usage.settled();
    expect(made.times).toBe(0);

    usage.during(CHAT, Promise.resolve());
    usage.during(CHAT, Promise.resolve());

    await vi.waitFor(() => expect(recorder.begun).toHaveLength(2));
    expect(made.times).toBe(1);
  });

  it("settles what was recorded while it was made", async ({ expect }) => {
    const { usage, recorder } = lazy();

    usage.record(CHAT);
    await usage.settled();

    expect(recorder.recorded).toEqual([CHAT]);
  });

  it("has the summary when it is asked for", async ({ expect }) => {
    const { usage } = lazy();

    await expect(usage.summary()).resolves.toContain("Σ reqs=2");
  });
});

function lazy() {
  const made = { times: 0 };
  const fake = fakeUsage();
  const recorded: object[] = [];
  const recorder = { ...fake, recorded, record: (chat: object) => void recorded.push(chat) };
  const usage = createLazyUsage(async () => {
    made.times += 1;
    return recorder;
  });
  return { usage, made, recorder };
}

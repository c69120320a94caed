import { describe, it } from "vitest";

import { fakeSnapshot } from "../../testing/fake-snapshot.ts";
import { fakeTerminal } from "../../testing/fake-terminal.ts";
import { resetStats } from "./reset-stats.ts";

describe("resetStats", () => {
  it("asks, and forgets after a yes", async ({ expect }) => {
    const { stats, calls } = fakeStats();
    const terminal = fakeTerminal();
    const questions: string[] = [];
    const confirm = (question: string) => {
      questions.push(question);
      return Promise.resolve(true);
    };

    await resetStats({ isConfirmed: false }, stats, confirm, terminal);

    expect(questions).toEqual(["Forget 3 requests of the last 1h?"]);
    expect(calls).toEqual(["reset"]);
    expect(terminal.written.out).toBe("Forgot 3 requests of the last 1h.\n");
  });

  it("forgets nothing after a no", async ({ expect }) => {
    const { stats, calls } = fakeStats();
    const terminal = fakeTerminal();

    await resetStats({ isConfirmed: false }, stats, () => Promise.resolve(false), terminal);

    expect(calls).toEqual([]);
    expect(terminal.written.out).toBe("Nothing was forgotten.\n");
  });

  it("does not ask who is sure", async ({ expect }) => {
    const { stats, calls } = fakeStats();

    await resetStats({ isConfirmed: true }, stats, undefined, fakeTerminal());

    expect(calls).toEqual(["reset"]);
  });

  it("refuses when there is nobody to ask", async ({ expect }) => {
    const { stats, calls } = fakeStats();

    const reset = resetStats({ isConfirmed: false }, stats, undefined, fakeTerminal());

    await expect(reset).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching("--yes"),
    });
    expect(calls).toEqual([]);
  });
});

function fakeStats() {
  const calls: string[] = [];
  const stats = {
    snapshot: () => Promise.resolve(fakeSnapshot({ a: { reqs: 3 } })),
    reset: () => {
      calls.push("reset");
      return Promise.resolve();
    },
  };
  return { stats, calls };
}

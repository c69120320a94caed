import { describe, it } from "vitest";

import { ok, runCheck } from "./check.ts";

const NEVER = new AbortController().signal;

describe("runCheck", () => {
  it("gives what was found", async ({ expect }) => {
    const check = { title: "Disk", limitMs: 60_000, examine: async () => [ok("round")] };

    await expect(runCheck(check, NEVER)).resolves.toEqual({
      title: "Disk",
      findings: [{ mark: "ok", text: "round" }],
    });
  });

  it("does not wait for a check that hangs, and tells it so", async ({ expect }) => {
    let isTold = false;
    const examine = (signal: AbortSignal): Promise<never> => {
      signal.addEventListener("abort", () => {
        isTold = true;
      });
      return new Promise<never>(() => undefined);
    };

    const { findings } = await runCheck({ title: "Disk", limitMs: 1, examine }, NEVER);

    expect(findings).toMatchObject([
      { mark: "fail", text: "this check took longer than 0.001 s and was given up" },
    ]);
    expect(isTold).toBe(true);
  });

  it("makes a finding of a fault in a check", async ({ expect }) => {
    const check = { title: "Disk", limitMs: 60_000, examine: fallDown };

    const { findings } = await runCheck(check, NEVER);

    expect(findings).toMatchObject([
      { mark: "fail", text: "this check failed (TypeError: undefined is no disk)" },
    ]);
  });

  it.for([
    { what: "before it begins", isEarly: true },
    { what: "while it looks", isEarly: false },
  ])("ends when somebody stops it $what", async ({ isEarly }, { expect }) => {
    const stopping = new AbortController();
    const examine = (): Promise<never> => {
      stopping.abort();
      return new Promise<never>(() => undefined);
    };
    if (isEarly) {
      stopping.abort();
    }

    const { findings } = await runCheck(
      { title: "Disk", limitMs: 60_000, examine },
      stopping.signal,
    );

    expect(findings).toHaveLength(1);
  });
});

async function fallDown(): Promise<never> {
  throw new TypeError("undefined is no disk");
}

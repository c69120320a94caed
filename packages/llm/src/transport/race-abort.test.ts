import { describe, it } from "vitest";

import { raceAbort } from "./race-abort.ts";

describe("raceAbort", () => {
  const { signal } = new AbortController();

  it("is the promise as long as nothing aborts", async ({ expect }) => {
    await expect(raceAbort(Promise.resolve(1), signal)).resolves.toBe(1);
    await expect(raceAbort(Promise.reject(new RangeError()), signal)).rejects.toThrow(RangeError);
  });

  it("rejects with the signal's reason, now or later", async ({ expect }) => {
    const never = new Promise<void>(() => undefined);
    const later = new AbortController();
    const waiting = raceAbort(never, later.signal);

    later.abort(new RangeError("later"));

    await expect(waiting).rejects.toThrow("later");
    await expect(raceAbort(never, AbortSignal.abort(new RangeError("now")))).rejects.toThrow("now");
  });
});

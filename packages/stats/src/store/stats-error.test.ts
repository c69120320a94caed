import { describe, it } from "vitest";

import { StatsError } from "./stats-error.ts";

describe("StatsError", () => {
  it("says what happened, where, and what the system called it", ({ expect }) => {
    const cause = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    const error = new StatsError("unwritable", "/x/stats.json", { cause });

    expect(error.message).toBe("the statistics cannot be written: /x/stats.json (ENOSPC)");
    expect(error).toMatchObject({ name: "StatsError", code: "unwritable", path: "/x/stats.json" });
    expect(error.cause).toBe(cause);
  });

  it("names no place when none is known", ({ expect }) => {
    expect(new StatsError("no-directory", "").message).toBe(
      "there is no directory for the statistics; set HOME or XDG_CACHE_HOME",
    );
  });
});

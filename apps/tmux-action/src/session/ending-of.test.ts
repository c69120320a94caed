import { ChatError } from "@hexai/chat";
import { describe, it } from "vitest";

import { endingOf } from "./ending-of.ts";
import { Stopped } from "./stopped.ts";
import { UserError } from "./user-error.ts";

const RUNNING = new AbortController().signal;

describe("endingOf", () => {
  it.for([
    { error: new UserError(2, "say what"), exitCode: 2, part: "say what" },
    { error: new UserError(1, "empty"), exitCode: 1, part: "empty" },
    { error: new ChatError("unavailable", "503"), exitCode: 1, part: "503" },
    { error: new TypeError("oops"), exitCode: 70, part: "TypeError: oops" },
    { error: "odd", exitCode: 70, part: "odd" },
  ])("is $exitCode with one line: $part", ({ error, exitCode, part }, { expect }) => {
    const ending = endingOf(error, RUNNING);

    expect(ending.exitCode).toBe(exitCode);
    expect(ending.message).toMatch(/^hexai-tmux-action: [^\n]*\n$/);
    expect(ending.message).toContain(part);
  });

  it.for([
    { reason: new Stopped(130), message: "" },
    { reason: new Stopped(1, "disk full"), message: "hexai-tmux-action: disk full\n" },
  ])("is what stopped the program, whatever else failed: $reason.exitCode", (row, { expect }) => {
    const ending = endingOf(new ChatError("aborted", "x"), AbortSignal.abort(row.reason));

    expect(ending).toEqual({ exitCode: row.reason.exitCode, message: row.message });
  });
});

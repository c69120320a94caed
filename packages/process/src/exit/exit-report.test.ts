import { describe, it } from "vitest";

import { describeError, exitReport } from "./exit-report.ts";
import { ExitRequest } from "./exit-request.ts";
import { usageError, UserError } from "./user-error.ts";

const RUNNING = new AbortController().signal;
class DiskError extends Error {}
const CONTEXT = { program: "hexai", failures: [DiskError] };
const BUG = "this is a bug in hexai, please report it with this line:";

describe("exitReport", () => {
  it("lets nothing that an error quotes control a terminal", ({ expect }) => {
    const { message } = exitReport(new UserError(1, "no \u001b[31m\u202e\nx"), RUNNING, CONTEXT);

    expect(message).toBe("hexai: no ␛[31m�\nx\n");
  });

  it.for([
    { error: new UserError(2, "say what"), exitCode: 2, message: "say what" },
    { error: new UserError(1, "empty"), exitCode: 1, message: "empty" },
    {
      error: usageError("hexai stats", "there is no flag --x"),
      exitCode: 2,
      message: "there is no flag --x (hexai stats --help shows all flags)",
    },
    { error: new DiskError("the disk is full"), exitCode: 1, message: "the disk is full" },
    { error: new TypeError("oops"), exitCode: 70, message: `${BUG} TypeError: oops` },
    { error: "thrown text", exitCode: 70, message: `${BUG} thrown text` },
  ])("is $exitCode with one line: $message", ({ error, exitCode, message }, { expect }) => {
    expect(exitReport(error, RUNNING, CONTEXT)).toEqual({
      exitCode,
      message: `hexai: ${message}\n`,
    });
    expect(describeError(error, CONTEXT)).toBe(message);
  });

  it.for([
    { reason: new ExitRequest(130), message: "" },
    { reason: new ExitRequest(141), message: "" },
    { reason: new ExitRequest(1, "the disk is full"), message: "hexai: the disk is full\n" },
  ])("is what ended the program, whatever broke by that: $reason.exitCode", (row, { expect }) => {
    const report = exitReport(new DiskError("broken"), AbortSignal.abort(row.reason), CONTEXT);

    expect(report).toEqual({ exitCode: row.reason.exitCode, message: row.message });
  });
});

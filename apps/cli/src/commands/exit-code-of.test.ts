import { ChatError } from "@hexai/chat";
import { ExitRequest, UserError } from "@hexai/process";
import { StatsError } from "@hexai/stats";
import { describe, it } from "vitest";

import { fakeTerminal } from "../testing/fake-terminal.ts";
import { exitCodeOf } from "./exit-code-of.ts";

describe("exitCodeOf", () => {
  it.for([
    { error: new UserError(2, "no"), code: 2, err: "hexai: no\n" },
    { error: new UserError(1, "no"), code: 1, err: "hexai: no\n" },
    {
      error: new ChatError("unauthorized", "openai said no"),
      code: 1,
      err: "hexai: openai said no\n",
    },
    {
      error: new StatsError("unreadable", "/x"),
      code: 1,
      err: "hexai: The statistics cannot be read: /x\n",
    },
    {
      error: new TypeError("x is not a function"),
      code: 70,
      err: "hexai: this is a bug in hexai, please report it with this line: TypeError: x is not a function\n",
    },
    {
      error: "thrown text",
      code: 70,
      err: "hexai: this is a bug in hexai, please report it with this line: thrown text\n",
    },
  ])("gives $code for $error", ({ error, code, err }, { expect }) => {
    const terminal = fakeTerminal();

    expect(exitCodeOf(error, terminal)).toBe(code);
    expect(terminal.written).toEqual({ out: "", err });
  });

  it.for([
    { reason: new ExitRequest(130), err: "" },
    { reason: new ExitRequest(141), err: "" },
    { reason: new ExitRequest(1, "the disk is full"), err: "hexai: the disk is full\n" },
  ])(
    "gives $reason.exitCode when it was stopped, whatever broke by that",
    ({ reason, err }, { expect }) => {
      const terminal = fakeTerminal();
      terminal.stop(reason);

      expect(exitCodeOf(new ChatError("aborted", "stopped"), terminal)).toBe(reason.exitCode);
      expect(terminal.written.err).toBe(err);
    },
  );
});

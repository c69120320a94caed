import { describe, it } from "vitest";

import { createLog, logPath, type LogLevel } from "./log.ts";

describe("createLog", () => {
  it("writes time, level and process in front of the message", ({ expect }) => {
    const { log, lines } = logAt(() => "info");

    log.info("ready");

    expect(lines).toEqual(["1970-01-01T00:00:01.500Z INFO [7] ready\n"]);
  });

  it("indents further lines, so that no message can pose as an entry", ({ expect }) => {
    const { log, lines } = logAt(() => "info");

    log.error("one\r\ntwo\rthree\n");

    expect(lines).toEqual(["1970-01-01T00:00:01.500Z ERROR [7] one\n    two\n    three\n"]);
  });

  it("makes text from outside safe", ({ expect }) => {
    const { log, lines } = logAt(() => "info");

    log.warn("the model \u202Eevil\u202C sent \u001B[2J");

    expect(lines).toEqual(["1970-01-01T00:00:01.500Z WARN [7] the model �evil� sent ␛[2J\n"]);
  });

  it.for([
    { level: "debug", written: ["DEBUG", "INFO", "WARN", "ERROR"] },
    { level: "info", written: ["INFO", "WARN", "ERROR"] },
    { level: "warn", written: ["WARN", "ERROR"] },
    { level: "error", written: ["ERROR"] },
  ] as const)("writes $written at level $level", ({ level, written }, { expect }) => {
    const { log, lines } = logAt(() => level);

    log.debug("x");
    log.info("x");
    log.warn("x");
    log.error("x");

    expect(lines.map((line) => line.split(" ")[1])).toEqual(written);
  });

  it("follows a level that changes", ({ expect }) => {
    let level: LogLevel = "error";
    const { log, lines } = logAt(() => level);

    log.info("before");
    level = "info";
    log.info("after");

    expect(lines).toHaveLength(1);
  });
});

describe("logPath", () => {
  it.for([
    { env: { XDG_STATE_HOME: "/s", HOME: "/h" }, path: "/s/hexai/hexai-lsp.log" },
    { env: { HOME: "/h" }, path: "/h/.local/state/hexai/hexai-lsp.log" },
    { env: { XDG_STATE_HOME: "", HOME: "/h" }, path: "/h/.local/state/hexai/hexai-lsp.log" },
    { env: { XDG_STATE_HOME: "s", HOME: "/h" }, path: "/h/.local/state/hexai/hexai-lsp.log" },
    { env: {}, path: undefined },
  ])("is $path in $env", ({ env, path }, { expect }) => {
    expect(logPath(env)).toBe(path);
  });
});

function logAt(level: () => LogLevel) {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line), level, now: () => 1500, pid: 7 });
  return { log, lines };
}

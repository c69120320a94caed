import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { hexaiProgram } from "@hexai/testing";
import { describe, it } from "vitest";

import { CLI } from "../cli/cli-fixture.ts";

const PAGE = readFileSync(join(CLI, "../../docs/coming-from.md"), "utf8");

/** What stands on the right of the tables, without what is before the last pipe or assignment. */
const COMMANDS: readonly string[] = PAGE.split("\n")
  .filter((line) => line.startsWith("| `"))
  .flatMap((row) => [...(row.split(/(?<!\\)\|/u)[2] ?? "").matchAll(/`([^`]+)`/gu)])
  .flatMap(([, code = ""]) => /\bhexai .*/u.exec(code)?.[0].split(/ \\?[|>] /u)[0] ?? []);

describe("docs/coming-from.md", () => {
  it("has commands", ({ expect }) => {
    expect(COMMANDS.length).toBeGreaterThan(50);
  });

  it.for([...new Set(COMMANDS)])("says of %j what there is", async (command, { expect }) => {
    const [, ...words] = command.match(/'[^']*'|[^\s']+(?:'[^']*')?/gu) ?? [];
    const args = words.map((word) => word.replaceAll("'", ""));
    const end = args.indexOf("--");
    args.splice(end === -1 ? args.length : end, 0, "--help");

    const { stdout } = await promisify(execFile)(hexaiProgram("hexai"), args);

    expect(stdout).toContain("Usage: hexai");
  });
});

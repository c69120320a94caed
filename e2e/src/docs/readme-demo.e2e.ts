import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { needs, temporaryHome } from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

const run = promisify(execFile);
const README = join(import.meta.dirname, "../../../README.md");
const DEMO = join(import.meta.dirname, "../../dist/demo/main.js");

describe("the demo", () => {
  it("ends as the README says, and leaves nothing at home", async ({ expect }) => {
    needs("tmux");
    const home = await temporaryHome();
    onTestFinished(() => home.remove());
    const readme = await readFile(README, "utf8");
    const [, block = ""] = /^It ends with:\n\n```\n(.*?)^```$/msu.exec(readme) ?? [];
    const end = block.trimEnd();
    const atHome = await readdir(home.dir, { recursive: true });

    const { stdout } = await run(process.execPath, [DEMO], { env: home.env });

    expect(end).toContain("hexai stats");
    expect(stdout.trimEnd().slice(-end.length)).toBe(end);
    expect(await readdir(home.dir, { recursive: true })).toEqual(atHome);
  });
});

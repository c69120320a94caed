import { spawn } from "node:child_process";
import { once } from "node:events";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it, onTestFinished, vi } from "vitest";

import { type TemporaryHome, temporaryHome } from "./temporary-home.ts";

describe("temporaryHome", () => {
  it("makes a private directory with the XDG directories inside", async ({ expect }) => {
    const { dir, env } = await home();

    const { mode } = await stat(dir);
    const cache = await stat(env["XDG_CACHE_HOME"] ?? "");

    expect(mode & 0o777).toBe(0o700);
    expect(cache.isDirectory()).toBe(true);
    expect(env["HOME"]).toBe(dir);
    expect(Object.entries(env).filter(([name]) => name.startsWith("XDG_"))).toSatisfy(
      (pairs: [string, string][]) =>
        pairs.length === 4 && pairs.every(([, path]) => path.startsWith(`${dir}/`)),
    );
  });

  it("passes no key, no setting and no tmux on", async ({ expect }) => {
    vi.stubEnv("OPENAI_API_KEY", "k");
    vi.stubEnv("HEXAI_PROVIDER", "p");
    vi.stubEnv("TMUX", "/socket,1,0");

    const { env } = await home();

    expect(Object.keys(env).filter((name) => /KEY|HEXAI|TMUX/u.test(name))).toEqual([]);
    expect(env["PATH"]).toBe(process.env["PATH"]);
  });

  it("removes everything", async ({ expect }) => {
    const temporary = await home();
    await writeFile(join(temporary.dir, "file"), "x");

    await temporary.remove();

    await expect(stat(temporary.dir)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("ends what still writes there, and stays away", async ({ expect }) => {
    const temporary = await home();
    const script = `
      const { mkdirSync, writeFileSync } = require("node:fs");
      process.on("SIGTERM", () => undefined);
      setInterval(() => {
        mkdirSync(process.env.HOME + "/late", { recursive: true });
        writeFileSync(process.env.HOME + "/late/" + Math.random(), "x");
      });
      console.log("ready");`;
    const child = spawn(process.execPath, ["-e", script], { env: temporary.env, detached: true });
    const ended = once(child, "exit");
    await once(child.stdout, "data");

    await temporary.remove();

    await expect(ended).resolves.toEqual([null, "SIGKILL"]);
    await expect(stat(temporary.dir)).rejects.toMatchObject({ code: "ENOENT" });
  });
});

async function home(): Promise<TemporaryHome> {
  const temporary = await temporaryHome();
  onTestFinished(() => temporary.remove());
  return temporary;
}

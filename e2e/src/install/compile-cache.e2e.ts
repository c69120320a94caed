import { execFile } from "node:child_process";
import { chmod, mkdir, readdir, stat } from "node:fs/promises";
import module from "node:module";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

import { startLanguageServer, startProvider, temporaryHome } from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

const APPS = join(import.meta.dirname, "../../../apps");

// Older ones keep no compiled code.
describe.runIf("enableCompileCache" in module)("Node's compile cache", () => {
  it("serves the next hexai", async ({ expect }) => {
    const provider = await startProvider({ respond: () => ({ type: "answer", deltas: ["yes"] }) });
    onTestFinished(() => provider.stop());
    const { env, kept } = await emptyHome();
    const ask = async (): Promise<string> => {
      const variables = {
        HEXAI_OPENAI_API_KEY: "none-needed",
        HEXAI_OPENAI_BASE_URL: provider.url,
      };
      const args = [join(APPS, "cli/bin.js"), "-q", "--no-stdin", "--no-cache", "x"];
      const options = { env: { ...env, ...variables } };
      return (await promisify(execFile)(process.execPath, args, options)).stdout;
    };

    await ask();
    const first = await kept();
    const answer = await ask();

    expect(first.length).toBeGreaterThan(5);
    expect(await kept()).toEqual(expect.arrayContaining([...first]));
    expect(answer).toBe("yes\n");
  });

  it("serves the next hexai-lsp", async ({ expect }) => {
    const { env, kept } = await emptyHome();
    const serveOnce = async () => {
      const command = { command: process.execPath, args: [join(APPS, "lsp/bin.js")] };
      const client = await startLanguageServer({ ...command, env });
      onTestFinished(() => client.stop());
      const answer = await client.initialize({ capabilities: {} });
      await client.shutdown();
      client.exit();
      await client.exited;
      return answer;
    };

    await serveOnce();
    const first = await kept();
    const answer = await serveOnce();

    expect(first.length).toBeGreaterThan(1);
    expect(await kept()).toEqual(expect.arrayContaining([...first]));
    expect(answer.capabilities).toMatchObject({ completionProvider: {} });
  });

  it("stays away from a directory that others could have prepared", async ({ expect }) => {
    const { env, dir } = await emptyHome();
    await mkdir(dir, { recursive: true });
    await chmod(join(dir, ".."), 0o777);

    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(APPS, "cli/bin.js"), "stats", "--json"],
      { env },
    );

    expect(JSON.parse(stdout)).toBeTypeOf("object");
    expect(await readdir(dir)).toEqual([]);
  });
});

/** An empty home. `kept` tells which code is kept there, and when each was written. */
async function emptyHome() {
  const home = await temporaryHome();
  onTestFinished(() => home.remove());
  const dir = join(home.dir, ".cache/hexai/node");
  const kept = async (): Promise<readonly string[]> => {
    const files = await readdir(dir, { recursive: true, withFileTypes: true });
    const written = files
      .filter((file) => file.isFile())
      .map(async ({ parentPath, name }) => {
        const { mtimeNs } = await stat(join(parentPath, name), { bigint: true });
        return `${name} ${mtimeNs}`;
      });
    return Promise.all(written);
  };
  return { env: home.env, dir, kept };
}

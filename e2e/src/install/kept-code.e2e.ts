import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import module from "node:module";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

import { startLanguageServer, startProvider, temporaryHome } from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";

const APPS = join(import.meta.dirname, "../../../apps");

// Newer ones keep code by themselves.
describe.skipIf("enableCompileCache" in module)("on an old Node", () => {
  it("hexai takes the compiled code of the last time", async ({ expect }) => {
    const provider = await startProvider({ respond: () => ({ type: "answer", deltas: ["yes"] }) });
    onTestFinished(() => provider.stop());
    const { env, kept } = await surroundings("hexai");
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
    expect(await kept()).toEqual(first);
    expect(answer).toBe("yes\n");
  });

  it("hexai-lsp takes the compiled code of the last time, which was killed", async ({ expect }) => {
    const { env, kept } = await surroundings("hexai-lsp");
    const serve = async () => {
      const command = { command: process.execPath, args: [join(APPS, "lsp/bin.js")] };
      const client = await startLanguageServer({ ...command, env });
      onTestFinished(() => client.stop());
      return { client, answer: await client.initialize({ capabilities: {} }) };
    };

    const { client } = await serve();
    const first = await vi.waitUntil(async () => (await kept()).length > 1 && kept(), PATIENCE);
    await client.stop();
    const second = await serve();
    await second.client.shutdown();
    second.client.exit();
    await second.client.exited;

    expect(first.length).toBeGreaterThan(1);
    expect(await kept()).toEqual(first);
    expect(second.answer.capabilities).toMatchObject({ completionProvider: {} });
  });
});

/** An empty home. `kept` tells which code is kept there, and when each was written. */
async function surroundings(program: string) {
  const home = await temporaryHome();
  onTestFinished(() => home.remove());
  const dir = join(home.dir, ".cache/hexai/node", program);
  const kept = async (): Promise<readonly string[]> => {
    const names = await readdir(dir).catch(() => []);
    const written = names.map(
      async (name) => (await stat(join(dir, name), { bigint: true })).mtimeNs,
    );
    return (await Promise.all(written)).map((at, index) => `${names[index]} ${at}`);
  };
  return { env: home.env, kept };
}

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import {
  type LanguageClient,
  type ProviderOptions,
  type ProviderReply,
  startLanguageServer,
  startProvider,
  temporaryHome,
} from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { LSP_BIN } from "./lsp-fixture.ts";

const URI = "file:///project/a.ts";
const HANG = { type: "hang" } as const;
const CHATS: ProviderOptions = { respond: () => ({ type: "answer", deltas: ["1;"] }) };

describe("hexai-lsp finds out how a model completes", () => {
  it("at all addresses at once when a document opens, and waits for none", async ({ expect }) => {
    const { client, provider } = await editor({
      ...CHATS,
      pages: { "GET /props": () => HANG, "POST /api/show": () => HANG, "POST /infill": () => HANG },
    });

    client.open({ uri: URI, languageId: "typescript", text: "a = " });

    // None of them is ever answered, so that none can have waited for another.
    const paths = ["/api/show", "/infill", "/props"];
    await vi.waitFor(
      () => expect(provider.visits.map(({ path }) => path).toSorted()).toEqual(paths),
      PATIENCE,
    );
    expect(provider.requests).toEqual([]);
    await expect(complete(client)).resolves.toMatchObject({ items: [{ label: "1;" }] });
    expect(provider.requests.map(({ path }) => path)).toEqual(["/v1/chat/completions"]);
  });

  it("before the first completion, which then asks only once", async ({ expect }) => {
    const properties: ProviderReply = {
      type: "status",
      status: 200,
      body: { default_generation_settings: {} },
    };
    const { client, provider } = await editor({
      ...CHATS,
      probes: "answered",
      pages: { "GET /props": () => properties },
    });
    client.open({ uri: URI, languageId: "typescript", text: "a = " });
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);
    expect(provider.requests[0]?.body).toMatchObject({ n_predict: 0, model: "m" });

    await expect(complete(client)).resolves.toMatchObject({ items: [{ label: "1;" }] });

    expect(provider.requests.map(({ path }) => path)).toEqual(["/infill", "/infill"]);
    expect(provider.visits.map(({ path }) => path)).toEqual(["/props"]);
  });

  it.for([
    { answer: { type: "status", status: 200, body: "<html></html>" }, name: "a web page" },
    { answer: { type: "status", status: 503, body: "" }, name: "503" },
    { answer: { type: "status", status: 401, body: "" }, name: "401" },
    { answer: { type: "reset" }, name: "a reset" },
  ] as const)(
    "and completes by Chat when all it meets is $name",
    async ({ answer }, { expect }) => {
      const routes = ["POST /api/show", "POST /infill", "GET /props", "POST /v1/completions"];
      const { client, provider } = await editor({
        ...CHATS,
        pages: Object.fromEntries(routes.map((route) => [route, () => answer])),
      });
      client.open({ uri: URI, languageId: "typescript", text: "a = " });

      await expect(complete(client)).resolves.toMatchObject({ items: [{ label: "1;" }] });

      expect(provider.requests.map(({ path }) => path)).toEqual(["/v1/chat/completions"]);
      expect(client.messages).toEqual([]);
    },
  );
});

async function editor(options: ProviderOptions) {
  const provider = await startProvider(options);
  const home = await temporaryHome();
  await mkdir(join(home.dir, ".config/hexai"));
  await writeFile(
    join(home.dir, ".config/hexai/config.toml"),
    `[provider]\nname = "lab"\n[compatible.lab]\nbase_url = "${provider.url}"\nmodel = "m"\n`,
  );
  const client = await startLanguageServer({
    command: LSP_BIN,
    args: ["--stdio"],
    cwd: home.dir,
    env: home.env,
  });
  onTestFinished(async () => {
    await client.stop();
    await provider.stop();
    await home.remove();
  });
  // A client whose requests may last, so that the machine's load decides nothing.
  await client.initialize({ clientInfo: { name: "helix", version: "25.07.1" } });
  return { client, provider };
}

function complete(client: LanguageClient): Promise<unknown> {
  return client.request("textDocument/completion", {
    textDocument: { uri: URI },
    position: { line: 0, character: 4 },
    context: { triggerKind: 1 },
  });
}

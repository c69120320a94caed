import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import {
  hexaiProgram,
  type LanguageClient,
  type LanguageClientOptions,
  type ProviderReply,
  type ProviderRequest,
  type SimulatedProvider,
  startLanguageServer,
  startProvider,
  temporaryHome,
} from "@hexai/testing";
import { onTestFinished } from "vitest";

export const LSP_BIN: string = hexaiProgram("hexai-lsp");

export interface LspSetup extends Pick<LanguageClientOptions, "beforeEdit" | "configuration"> {
  readonly respond?: (request: ProviderRequest) => ProviderReply;
  readonly env?: Readonly<Record<string, string>>;
  /** The text of the user's config.toml. */
  readonly config?: string;
  /** The provider plays an Ollama, too. */
  readonly isOllama?: boolean;
  /** What else is on disk, by path below the home directory. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface LspFixture {
  readonly client: LanguageClient;
  readonly provider: SimulatedProvider;
  /** The home directory, which the server runs in. */
  readonly home: string;
  readonly uriOf: (path: string) => string;
  readonly write: (path: string, text: string) => Promise<void>;
}

/** A home, a provider, and an editor that has started the server and not said anything to it. All go after the test. */
export async function setUpLsp(setup: LspSetup = {}): Promise<LspFixture> {
  const { respond, env = {}, config, files = {}, beforeEdit, configuration } = setup;
  const { isOllama = false } = setup;
  const provider = await startProvider({
    ...(respond ? { respond } : {}),
    ...(isOllama ? { pages: { "GET /api/version": ollamaVersion } } : {}),
  });
  const home = await temporaryHome();
  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(home.dir, path)), { recursive: true });
    await writeFile(join(home.dir, path), text);
  }
  for (const [path, text] of Object.entries(files)) {
    await write(path, text);
  }
  if (config !== undefined) {
    await write(".config/hexai/config.toml", config);
  }
  const client = await startLanguageServer({
    command: LSP_BIN,
    args: ["--stdio"],
    cwd: home.dir,
    env: {
      ...home.env,
      OPENAI_API_KEY: "sk-0123456789",
      HEXAI_OPENAI_BASE_URL: provider.url,
      ...(isOllama ? { HEXAI_OLLAMA_BASE_URL: provider.origin } : {}),
      ...env,
    },
    ...(beforeEdit ? { beforeEdit } : {}),
    ...(configuration ? { configuration } : {}),
  });
  onTestFinished(async () => {
    await client.stop();
    await provider.stop();
    await home.remove();
  });
  const uriOf = (path: string): string => pathToFileURL(join(home.dir, path)).href;
  return { client, provider, home: home.dir, uriOf, write };
}

function ollamaVersion(): ProviderReply {
  return { type: "status", status: 200, body: { version: "0.6.4" } };
}

/** A whole answer in these pieces. */
export function answering(...deltas: readonly string[]): () => ProviderReply {
  return () => ({ type: "answer", deltas });
}

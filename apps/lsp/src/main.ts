import process from "node:process";

import { withCompletionUsage, withUsage } from "@hexai/chat";
import { enableCompileCache } from "@hexai/process";
import { createUsageRecorder } from "@hexai/usage";

import packageJson from "../package.json" with { type: "json" };
import type { ServeSurroundings } from "./io/serve.ts";
import { type LspRequest, parseArguments, USAGE } from "./parse-arguments.ts";

// Everything heavy is imported where it is used: `hexai-lsp --version` must not load a server.

async function run(request: LspRequest): Promise<void> {
  switch (request.type) {
    case "help": {
      process.stdout.write(USAGE);
      break;
    }
    case "version": {
      process.stdout.write(`hexai-lsp ${packageJson.version}\n`);
      break;
    }
    case "mistake": {
      process.stderr.write(`hexai-lsp: ${request.message}\n`);
      process.exitCode = 2;
      break;
    }
    case "serve": {
      if (process.stdin.isTTY) {
        process.stderr.write(`hexai-lsp: this is a terminal and no editor\n\n${USAGE}`);
        process.exitCode = 2;
        break;
      }
      enableCompileCache(process.env);
      const { serve } = await import("./io/serve.ts");
      serve(request, {
        version: packageJson.version,
        now: Date.now,
        openModels,
        openUsage,
      });
    }
  }
}

const openModels: ServeSurroundings["openModels"] = (config, recorder) => {
  let loading: ReturnType<typeof loadProviders> | undefined;
  const providers = (): ReturnType<typeof loadProviders> => (loading ??= loadProviders());

  return {
    async chat(surface) {
      const { createSurfaceClient, surroundings } = await providers();
      return createSurfaceClient(config(), config().models[surface], surroundings, (client) =>
        withUsage(client, recorder.record),
      );
    },
    async completers() {
      const { createClient, createCompletionClient, surroundings } = await providers();
      const { completion } = config().models;
      const targets = completion.length === 0 ? [undefined] : completion;
      return Promise.all(
        targets.map(async (target) => {
          const native = await createCompletionClient(config(), target, surroundings);
          const chat = await createClient(config(), target, surroundings);
          return {
            provider: chat.provider,
            model: chat.model,
            native: withCompletionUsage(native, recorder.record),
            chat: withUsage(chat, recorder.record),
          };
        }),
      );
    },
  };
};

const openUsage: ServeSurroundings["openUsage"] = (config, log) =>
  createUsageRecorder({
    env: process.env,
    lifetime: "server",
    settings: () => config().stats,
    onFailure: log,
    onLine: log,
  });

/** What asks providers, and what that takes from the process. All clients share what is known of hosts that are down. */
async function loadProviders() {
  const {
    createCircuits,
    createClient,
    createCompletionClient,
    createHttpSend,
    createSurfaceClient,
  } = await import("@hexai/llm");
  const surroundings = {
    env: process.env,
    send: createHttpSend(),
    circuits: createCircuits(() => process.uptime() * 1000), // never goes back
  };
  return { createClient, createCompletionClient, createSurfaceClient, surroundings };
}

void run(parseArguments(process.argv.slice(2)));

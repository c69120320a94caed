import process from "node:process";

import { withCompletionUsage, withUsage } from "@hexai/chat";
import { formatManPage } from "@hexai/command-line";
import { enableCompileCache, exitReport, isStdinDirectory, standardOutput } from "@hexai/process";
import { createUsageRecorder } from "@hexai/usage";

import packageJson from "../package.json" with { type: "json" };
import { HELP, MAN_PAGE, parseOptions } from "./options.ts";
import type { ServeOptions } from "./serve.ts";

// Heavy modules are imported where they are used: `hexai-lsp --version` must not load a server.

async function run(args: readonly string[]): Promise<void> {
  const request = parseOptions(args);
  switch (request.type) {
    case "help": {
      print(HELP);
      break;
    }
    case "man": {
      print(formatManPage(MAN_PAGE));
      break;
    }
    case "version": {
      print(`hexai-lsp ${packageJson.version}\n`);
      break;
    }
    case "serve": {
      const unlike = isStdinDirectory() ? "directory" : process.stdin.isTTY ? "terminal" : "";
      if (unlike !== "") {
        writeError(`hexai-lsp: an editor must start it, but stdin is a ${unlike}\n\n${HELP}`);
        process.exitCode = 2;
        break;
      }
      enableCompileCache(process.env);
      const { serve } = await import("./serve.ts");
      const { version } = packageJson;
      serve(request, { process, version, now: Date.now, openModels, openUsage });
    }
  }
}

function writeError(text: string): void {
  const stderr = standardOutput(2);
  stderr.on("error", () => {
    // There is nowhere left to report it.
  });
  stderr.write(text);
}

/** Prints a text for a person; 141 when nobody reads it. */
function print(text: string): void {
  const stdout = standardOutput(1);
  stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    process.exitCode = code === "EPIPE" ? 141 : 1;
    if (code !== "EPIPE") {
      writeError(`hexai-lsp: cannot write to stdout (${code})\n`);
    }
  });
  stdout.write(text);
}

/** Fewer than for what a user waits for: the next key press asks again, and a host in trouble is spared. */
const COMPLETION_ATTEMPTS = 2;

const openModels: ServeOptions["openModels"] = (config, recorder) => {
  let loading: ReturnType<typeof loadProviders> | undefined;
  const providers = (): ReturnType<typeof loadProviders> => (loading ??= loadProviders());

  return {
    async chat(surface) {
      const { createSurfaceClient, dependencies } = await providers();
      return createSurfaceClient(config(), config().models[surface], dependencies, (client) =>
        withUsage(client, recorder.record),
      );
    },
    async completion() {
      const { createClient, createCompletionClient, dependencies } = await providers();
      const { completion } = config().models;
      const targets = completion.length === 0 ? [undefined] : completion;
      return Promise.all(
        targets.map(async (target) => {
          const native = await createCompletionClient(config(), target, dependencies);
          const chat = await createClient(
            config(),
            { ...target, attempts: COMPLETION_ATTEMPTS },
            dependencies,
          );
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

const openUsage: ServeOptions["openUsage"] = (config, log) =>
  createUsageRecorder({
    program: "hexai-lsp",
    env: process.env,
    lifetime: "server",
    settings: () => ({ ...config().stats, prices: config().prices }),
    onFailure: log,
    onLine: log,
  });

/** The providers and their dependencies. All clients share one set of circuits, so that each knows which hosts are down. */
async function loadProviders() {
  const {
    createCircuits,
    createClient,
    createCompletionClient,
    createHttpSend,
    createSurfaceClient,
  } = await import("@hexai/llm");
  const dependencies = {
    env: process.env,
    send: createHttpSend(),
    circuits: createCircuits(() => process.uptime() * 1000), // never goes back
  };
  return { createClient, createCompletionClient, createSurfaceClient, dependencies };
}

async function main(): Promise<void> {
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    const context = { program: "hexai-lsp", failures: [] };
    const { exitCode, message } = exitReport(error, new AbortController().signal, context);
    writeError(message);
    process.exitCode = exitCode;
  }
}

void main();

import { join } from "node:path";

import { type ChatClient, ChatError } from "@hexai/chat";
import { formatUsage } from "@hexai/command-line";
import {
  type Config,
  loadConfig,
  type ModelOptions,
  type ModelTarget,
  type ParsedModelOptions,
  parseModelOptions,
} from "@hexai/config";
import { usageError } from "@hexai/process";
import { cacheDir } from "@hexai/stats";

import { usageLines } from "../../command-line/help-text.ts";
import type { Terminal } from "../../output/terminal.ts";
import { writeDim } from "../../output/write-dim.ts";
import { providerSettings } from "../../settings/provider-settings.ts";
import { requireValidConfig } from "../../settings/require-valid-config.ts";
import type { CommandContext, HexaiProgram } from "../command.ts";
import { askOne } from "./ask-one.ts";
import { createAnswerStore } from "./cache/io/answer-store.ts";
import { withAnswerCache } from "./cache/with-answer-cache.ts";
import { chooseTargets } from "./choose-targets.ts";
import { type AskFlags, type AskRequest, configOverrides, LIMIT_FLAGS } from "./command.ts";
import type { ContinuedTalk } from "./continue-talk.ts";
import { continuedTargets } from "./continued-branches.ts";
import type { CountedClient } from "./counted-client.ts";
import { findRole, type FoundRole } from "./find-role.ts";
import { keepTurn } from "./keep-turn.ts";
import { openStdin } from "./prompt/io/open-stdin.ts";
import { type PromptSources, readPrompt } from "./prompt/read-prompt.ts";

/**
 * `hexai [prompt …]` from the command line to the end of the answer.
 *
 * @throws {UserError} When there is nothing to ask, or the configuration is wrong.
 * @throws {ChatError} When the provider fails.
 */
export async function runAsk(
  request: AskRequest,
  context: CommandContext,
  program: HexaiProgram,
): Promise<void> {
  const { env, cwd, terminal, providers } = context;
  const { flags, configFile } = request;
  const onSilence = (): unknown =>
    terminal.err.write("hexai: still reading stdin; --no-stdin skips it\n");
  const markdown = isRendered(flags, terminal);
  const stdin = flags.stdin ? openStdin(onSilence) : undefined;
  if (flags.simulation !== undefined) {
    const { simulate } = await import("./simulation/simulate.ts");
    await simulate(flags.simulation, request, stdin, context);
    return;
  }
  const prompt = readPrompt(request, {
    stdin,
    edit: () => promptEditor(context),
    env,
    usage: formatUsage(usageLines(program)),
    signal: terminal.signal,
  });
  const overrides = configOverrides(flags);
  const valid = requireValidConfig(
    await loadConfig({ env, cwd, file: configFile, overrides, limitFlags: LIMIT_FLAGS }),
  );
  const { config } = valid;
  const { role, notice } = flags.role === undefined ? NO_ROLE : findRole(valid, flags.role);
  const talk = await chooseTalk(flags, context);
  const asked = { role, options: await readOptions(flags) };
  const targets =
    talk === undefined || talk.branches.length === 0
      ? chooseTargets(config, flags, asked)
      : continuedTargets(talk.branches, config, flags, asked);
  const clients = await createClients(config, targets, context);
  if (talk !== undefined && !flags.quiet) {
    writeDim(terminal.err, talk.description);
  }
  const system = flags.system ?? role.system;
  const messages = await prompt({ markdown, prompts: config.prompts.cli, system });

  const recorder = providers.usage(config);
  const counted = clients.map((client, index): CountedClient => ({
    usage: recorder,
    ...(flags.cache && talk === undefined
      ? withCache(client, targets[index], config, context)
      : { chat: client, cachedMs: () => undefined }),
  }));
  const turn = { messages, system, targets, talk, history: config.history, flags };
  const kept = keepTurn(counted, turn, context);
  const [first, ...others] = kept.clients;
  const askOptions = { ...flags, markdown, conversationId: kept.id };
  if (notice !== undefined && !flags.quiet) {
    terminal.err.write(`hexai: ${notice}\n`);
  }
  let isAnswered = false;
  try {
    if (first !== undefined && others.length === 0) {
      await askOne({ messages }, first, context, askOptions);
    } else if (first !== undefined) {
      const { askSeveral } = await import("./ask-several.ts");
      await askSeveral({ messages }, [first, ...others], context, askOptions);
    }
    isAnswered = true;
  } finally {
    await Promise.all([recorder.settled(), kept.finish(isAnswered)]);
  }
}

const NO_ROLE: FoundRole = { role: {} };

/** The options of the command line. @throws {UserError} For one that is wrong. */
async function readOptions({ options = [] }: AskFlags): Promise<ModelOptions> {
  const parsed = options.length === 0 ? NO_OPTIONS : await parseModelOptions(options);
  if (!parsed.ok) {
    throw usageError("hexai", `--option ${parsed.message}`);
  }
  return parsed.options;
}

const NO_OPTIONS: ParsedModelOptions = { ok: true, options: {} };

/** The conversation that the flags go on with; undefined for a new one. */
async function chooseTalk(
  flags: AskFlags,
  context: CommandContext,
): Promise<ContinuedTalk | undefined> {
  if (!flags.isContinued && flags.conversation === undefined && flags.name === undefined) {
    return undefined;
  }
  const { continueTalk } = await import("./continue-talk.ts");
  return continueTalk(flags, context);
}

/** Lets a person write the prompt, where there is a terminal. */
function promptEditor({ editor }: CommandContext): ReturnType<PromptSources["edit"]> {
  return editor.isAvailable()
    ? async (command) => {
        const { editPrompt } = await import("./prompt/io/edit-prompt.ts");
        return editPrompt(editor, command);
      }
    : undefined;
}

/**
 * The clients of the targets. With several targets, a client that cannot be created becomes one that always rejects, so that the
 * others still answer.
 *
 * @throws {ChatError} When there is only one.
 */
function createClients(
  config: Config,
  targets: readonly ModelTarget[],
  { providers }: CommandContext,
): Promise<readonly ChatClient[]> {
  return Promise.all(
    targets.map(async (target) => {
      try {
        return await providers.createClient(config, target);
      } catch (error) {
        if (targets.length === 1 || !(error instanceof ChatError)) {
          throw error;
        }
        const provider = error.provider ?? target.provider ?? "?";
        const model = error.model ?? target.model ?? "?";
        return { provider, model, chat: () => Promise.reject(error) };
      }
    }),
  );
}

/** Programs, and terminals that can do nothing but write, get the answer as it is. */
function isRendered({ plain, json }: AskFlags, { out }: Terminal): boolean {
  return out.isTerminal && out.canErase && !plain && !json;
}

/** A cache hit is not a request, so the cache wraps the usage counter and not the other way round. */
function withCache(
  counted: ChatClient,
  target: ModelTarget | undefined,
  config: Config,
  { now }: CommandContext,
): Pick<CountedClient, "cachedMs" | "chat"> {
  const dir = cacheDir();
  if (dir === undefined) {
    return { chat: counted, cachedMs: () => undefined };
  }
  let hitMs: number | undefined;
  const store = createAnswerStore({ dir: join(dir, "answers"), now });
  const parameters = {
    maxTokens: config.general.max_tokens,
    temperature: target?.temperature,
    ...(target?.options && { options: target.options }),
    host: providerSettings(config, counted.provider),
  };
  const onHit = (ageMs: number): unknown => (hitMs = ageMs);
  return { chat: withAnswerCache(counted, store, parameters, onHit), cachedMs: () => hitMs };
}

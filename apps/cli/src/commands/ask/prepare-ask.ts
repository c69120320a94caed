import { join } from "node:path";

import { type ChatClient, ChatError } from "@hexai/chat";
import {
  type Config,
  type HistorySettings,
  loadConfig,
  type ModelOptions,
  type ModelTarget,
  type ParsedModelOptions,
  parseModelOptions,
} from "@hexai/config";
import { usageError, UserError } from "@hexai/process";
import { cacheDir } from "@hexai/stats";

import { whyNoneIsKept } from "../../conversation/is-kept.ts";
import type { Conversation } from "../../conversation/message.ts";
import type { Terminal } from "../../output/terminal.ts";
import { providerSettings } from "../../settings/provider-settings.ts";
import { requireValidConfig } from "../../settings/require-valid-config.ts";
import type { CommandContext } from "../command.ts";
import { createAnswerStore } from "./cache/io/answer-store.ts";
import { withAnswerCache } from "./cache/with-answer-cache.ts";
import { chooseTargets } from "./choose-targets.ts";
import { askingForCode } from "./code/asking-for-code.ts";
import { firstCodeBlock } from "./code/first-code-block.ts";
import { isLeftOutForCode, leftOutNotice, usesProject } from "./code/left-out.ts";
import { type AskFlags, type AskRequest, configOverrides, LIMIT_FLAGS } from "./command.ts";
import type { ContinuedConversation } from "./continue-conversation.ts";
import { continuedTargets } from "./continued-branches.ts";
import type { CountedClient } from "./counted-client.ts";
import { findRole, type FoundRole } from "./find-role.ts";

/** Everything that is known before a question is. */
export interface PreparedAsk {
  readonly config: Config;
  /** The conversation that goes on; undefined for a new one. */
  readonly continued: ContinuedConversation | undefined;
  /** The instruction that a flag or a role gives. */
  readonly system: string | undefined;
  /** What the user is to know about the role, or about what was left out of the project's file. */
  readonly notice: string | undefined;
  readonly targets: readonly ModelTarget[];
  /** One for each target. */
  readonly clients: readonly ChatClient[];
  /** A project's file has a say in what is asked, or who is. */
  readonly usesProject: boolean;
}

/**
 * Reads the configuration, finds the conversation that goes on, and creates the clients: everything that may fail before somebody
 * writes a question.
 *
 * @throws {UserError} When the configuration or a flag is wrong.
 * @throws {ChatError} When no provider can be asked.
 */
export async function prepareAsk(
  { flags, configFile }: Pick<AskRequest, "configFile" | "flags">,
  context: CommandContext,
): Promise<PreparedAsk> {
  const { env, cwd } = context;
  const overrides = configOverrides(flags);
  const valid = requireValidConfig(
    await loadConfig({
      env,
      cwd,
      file: configFile,
      overrides,
      limitFlags: LIMIT_FLAGS,
      ...(flags.code === true && { isLeftOutOfProject: isLeftOutForCode }),
    }),
  );
  const { config } = valid;
  const { role, notice: roleNotice } =
    flags.role === undefined ? NO_ROLE : findRole(valid, flags.role);
  const continued = await chooseConversation(flags, config.history, context);
  if (flags.code === true && continued !== undefined && hasProjectTurn(continued.conversation)) {
    const message =
      "this conversation has a prompt, a model or a role of a project, of which --code uses none; ask without -c";
    throw new UserError(2, message);
  }
  const asked = { role, options: await readOptions(flags) };
  const targets =
    continued === undefined || continued.branches.length === 0
      ? chooseTargets(config, flags, asked)
      : continuedTargets(continued.branches, config, flags, asked);
  if (flags.code === true && targets.length > 1) {
    const message = `--code asks one model, and there are ${targets.length}: choose one, as in -0`;
    throw usageError("hexai", message);
  }
  const clients = await createClients(config, targets, context);
  const notice = flags.code === true ? leftOutNotice(valid) : roleNotice;
  const system = flags.system ?? role.system;
  const isNew = continued === undefined;
  const asksAsProject = usesProject(valid, {
    isRoleOfProject: roleNotice !== undefined,
    hasSystem: system !== undefined || !isNew,
    hasProvider: (flags.provider ?? role.provider) !== undefined || !isNew,
    targets,
    providers: clients.map(({ provider }) => provider),
  });
  return { config, continued, system, notice, targets, clients, usesProject: asksAsProject };
}

function hasProjectTurn({ messages }: Conversation): boolean {
  return messages.some((message) => message.role === "user" && message.usesProject === true);
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
async function chooseConversation(
  flags: AskFlags,
  history: HistorySettings,
  context: CommandContext,
): Promise<ContinuedConversation | undefined> {
  if (!flags.isContinued && flags.conversation === undefined && flags.name === undefined) {
    return undefined;
  }
  const why = whyNoneIsKept(history, context.env);
  if (flags.name !== undefined && why !== "") {
    throw new UserError(2, `--name is for a conversation that is kept, and none is${why}`);
  }
  const { continueConversation } = await import("./continue-conversation.ts");
  return continueConversation(flags, why, context);
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

/** The clients as they answer a question. */
export function countedClients(
  { clients, targets, config }: PreparedAsk,
  {
    isCacheUsed,
    code = false,
  }: { readonly isCacheUsed: boolean; readonly code?: boolean | undefined },
  context: CommandContext,
): readonly CountedClient[] {
  const usage = context.providers.usage(config);
  return clients.map((client, index) => {
    const counted: Omit<CountedClient, "usage"> = isCacheUsed
      ? withCache(client, targets[index], config, code, context)
      : { chat: client, cachedMs: () => undefined };
    return { usage, ...counted, chat: code ? askingForCode(counted.chat) : counted.chat };
  });
}

/** Programs, and terminals that can do nothing but write, get the answer as it is. */
export function isRendered({ plain, json, code }: AskFlags, { out }: Terminal): boolean {
  return out.isTerminal && out.canErase && !plain && !json && code !== true;
}

function hasNoOpenBlock(text: string): boolean {
  return firstCodeBlock(text).type !== "unclosed";
}

/** A cache hit is not a request, so the cache wraps the usage counter and not the other way round. */
function withCache(
  counted: ChatClient,
  target: ModelTarget | undefined,
  config: Config,
  code: boolean,
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
  return {
    chat: withAnswerCache(counted, store, parameters, onHit, code ? hasNoOpenBlock : undefined),
    cachedMs: () => hitMs,
  };
}

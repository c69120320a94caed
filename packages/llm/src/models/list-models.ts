import { errorFor } from "../errors/error-for.ts";
import type { ChatTarget } from "../target/chat-target.ts";
import type { LlmSettings } from "../target/llm-settings.ts";
import { type ResolvedTarget, resolveTarget } from "../target/resolve-target.ts";
import type { TargetChoice } from "../target/target-choice.ts";
import { createEndpoint } from "../transport/create-endpoint.ts";
import type { Dependencies } from "../transport/dependencies.ts";
import type { Endpoint } from "../transport/endpoint.ts";
import { fetchJson, jsonHeadersOf } from "../transport/fetch-json.ts";
import { completeDependencies } from "../transport/io/complete-dependencies.ts";
import { sendRequest } from "../transport/send-request.ts";
import type { HttpRequest, Send } from "../transport/send.ts";
import { TransportError } from "../transport/transport-error.ts";
import { fieldOf } from "../wires/field-of.ts";

export interface ListOptions {
  readonly signal?: AbortSignal;
  /** Limits the wait for the list, when `general.request_timeout` is longer. */
  readonly timeoutSeconds?: number;
}

/**
 * Lists the models of a provider in alphabetical order. Provider, retries and errors are those of a Chat.
 *
 * @throws {ChatError} (as a rejection) Like `createClient` and a Chat. `not-found`: the address is wrong. `rejected`
 *   with the status 404: the host answers chats but does not list its models.
 */
export async function listModels(
  settings: LlmSettings,
  choice: TargetChoice | undefined,
  given: Dependencies,
  { signal, timeoutSeconds = Infinity }: ListOptions = {},
): Promise<readonly string[]> {
  const dependencies = completeDependencies(given);
  const target = await resolveTarget(settings, choice ?? {}, dependencies);
  const endpoint = withTimeout(
    createEndpoint(target, settings, dependencies, choice?.attempts),
    timeoutSeconds,
  );
  const list = LISTS[target.kind];
  const names = await sendRequest(endpoint, signal, ({ send }) => list(target, send));
  return names.toSorted();
}

function withTimeout(endpoint: Endpoint, timeoutSeconds: number): Endpoint {
  const isShorter = endpoint.idleSeconds === 0 || timeoutSeconds < endpoint.idleSeconds;
  return isShorter && timeoutSeconds !== Infinity
    ? { ...endpoint, idleSeconds: timeoutSeconds, idleSetting: undefined }
    : endpoint;
}

type List = (target: ChatTarget, send: Send) => Promise<string[]>;

const LISTS: Readonly<Record<ResolvedTarget["kind"], List>> = {
  openai: listOpenAi,
  anthropic: listAnthropic,
  openrouter: listOpenAi,
  ollama: listOllama,
  compatible: listOpenAi,
};

async function listOpenAi(target: ChatTarget, send: Send): Promise<string[]> {
  const request = requestOf(`${target.baseUrl}/models`, jsonHeadersOf(target));
  try {
    return pageOf(await fetchJson(send, request, target), target).names;
  } catch (error) {
    throw isNotFound(error) && (await hasChat(target, send)) ? errorFor(target).noList() : error;
  }
}

/** Many OpenAI-compatible hosts have no list. An empty chat request costs nothing and tells them from a wrong address. */
async function hasChat(target: ChatTarget, send: Send): Promise<boolean> {
  const url = `${target.baseUrl}/chat/completions`;
  try {
    await send({ method: "POST", url, headers: jsonHeadersOf(target), body: "{}" });
    return true;
  } catch (error) {
    if (error instanceof TransportError && error.failure.type === "refused") {
      return !isNotFound(error);
    }
    throw error;
  }
}

function isNotFound(error: unknown): boolean {
  const failure = error instanceof TransportError ? error.failure : undefined;
  return failure?.type === "refused" && (failure.status === 404 || failure.status === 405);
}

/** Anthropic gives its models page by page: https://docs.anthropic.com/en/api/models-list */
async function listAnthropic(target: ChatTarget, send: Send): Promise<string[]> {
  const headers = { "x-api-key": target.key?.value ?? "", "anthropic-version": "2023-06-01" };
  const names: string[] = [];
  let after = "";
  for (;;) {
    const url = `${target.baseUrl}/models?limit=1000${after}`;
    const page = pageOf(await fetchJson(send, requestOf(url, headers), target), target);
    names.push(...page.names);
    const last = page.names.at(-1);
    if (!page.hasMore || last === undefined) {
      return names;
    }
    after = `&after_id=${encodeURIComponent(last)}`;
  }
}

async function listOllama(target: ChatTarget, send: Send): Promise<string[]> {
  const url = `${target.baseUrl}/api/tags`;
  const list = await fetchJson(send, requestOf(url, jsonHeadersOf(target)), target);
  return namesIn(fieldOf(list, "models"), "name", target);
}

function requestOf(url: string, headers: Readonly<Record<string, string>>): HttpRequest {
  return { method: "GET", url, headers };
}

interface Page {
  readonly names: string[];
  readonly hasMore: boolean;
}

function pageOf(value: unknown, target: ChatTarget): Page {
  return {
    names: namesIn(fieldOf(value, "data"), "id", target),
    hasMore: fieldOf(value, "has_more") === true,
  };
}

function namesIn(list: unknown, field: string, target: ChatTarget): string[] {
  if (!Array.isArray(list)) {
    throw errorFor(target).unreadable();
  }
  return list
    .map((item: unknown) => fieldOf(item, field))
    .filter((name) => typeof name === "string");
}

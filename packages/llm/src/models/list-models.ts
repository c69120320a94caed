import { errorFor } from "../errors/error-for.ts";
import type { ChatTarget } from "../target/chat-target.ts";
import type { LlmSettings } from "../target/llm-settings.ts";
import { type ResolvedTarget, resolveTarget } from "../target/resolve-target.ts";
import type { TargetChoice } from "../target/target-choice.ts";
import { createEndpoint } from "../transport/create-endpoint.ts";
import type { Dependencies } from "../transport/dependencies.ts";
import { fetchJson, jsonHeadersOf } from "../transport/fetch-json.ts";
import { completeDependencies } from "../transport/io/complete-dependencies.ts";
import { sendRequest } from "../transport/send-request.ts";
import type { HttpRequest, Send } from "../transport/send.ts";
import { fieldOf } from "../wires/field-of.ts";

/**
 * The names of the models that a provider offers, in alphabetical order. Chosen, retried and refused as a Chat would be.
 *
 * @throws {ChatError} (as a rejection) As `createClient` and a Chat do.
 */
export async function listModels(
  settings: LlmSettings,
  choice: TargetChoice | undefined,
  given: Dependencies,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<readonly string[]> {
  const dependencies = completeDependencies(given);
  const target = await resolveTarget(settings, choice ?? {}, dependencies);
  const endpoint = createEndpoint(target, settings, dependencies, choice?.attempts);
  const list = LISTS[target.kind];
  const names = await sendRequest(endpoint, signal, ({ send }) => list(target, send));
  return names.toSorted();
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
  return pageOf(await fetchJson(send, request, target), target).names;
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

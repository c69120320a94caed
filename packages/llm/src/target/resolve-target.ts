import { quoteText } from "@hexai/terminal/text";

import { misconfigured } from "../errors/misconfigured.ts";
import type { CompleteDependencies } from "../transport/dependencies.ts";
import { proxyFor } from "../transport/proxy.ts";
import type { ChatTarget } from "./chat-target.ts";
import { chooseProvider } from "./choose-provider.ts";
import { hasAuthorization, resolveParameters } from "./host-parameters.ts";
import type { CompatibleSettings, FimSetting, HostSettings, LlmSettings } from "./llm-settings.ts";
import { factsOf, type ProviderFacts, type ProviderName, PROVIDERS } from "./providers.ts";
import { type KeyPlaces, resolveKey } from "./resolve-key.ts";
import type { TargetChoice } from "./target-choice.ts";

/** A target with everything that settings, choice and environment determine. */
export interface ResolvedTarget extends ChatTarget {
  /** Selects the wire format. */
  readonly kind: ProviderName | "compatible";
  /** When undefined, the provider's own. */
  readonly temperature: number | undefined;
  readonly fim: FimSetting;
}

/** @throws {ChatError} (as a rejection) `misconfigured`: no provider is set up, no such provider, no key, or an invalid address. */
export async function resolveTarget(
  settings: LlmSettings,
  choice: TargetChoice,
  dependencies: Pick<CompleteDependencies, "env" | "send" | "runCommand">,
): Promise<ResolvedTarget> {
  const provider = await chooseProvider(settings, choice.provider, dependencies);
  const host = hostOf(settings, provider);
  const model = choice.model ?? host.model;
  const options = { ...host.options, ...choice.options };
  const addressSetting = host.base_url_variable ?? `${host.section}.base_url`;
  if (!isPlainHttpUrl(host.base_url)) {
    const message = `${addressSetting} is not an address that can be asked: it must be http(s)://HOST/PATH, without a user name, a password or anything after a ?`;
    throw misconfigured(message, { provider, model });
  }
  return {
    kind: host.kind,
    provider,
    model,
    section: host.section,
    addressSetting,
    ...resolveParameters({ ...host, provider, model }, dependencies.env),
    baseUrl: host.base_url.replace(/\/+$/u, ""),
    proxy: proxyFor(host.base_url, dependencies.env),
    temperature: choice.temperature ?? host.temperature,
    options,
    ...(host.kind === "ollama" && { completionOptions: options }),
    fim: host.fim,
    key: await resolveKey({ provider, model, ...host.keyPlaces }, dependencies),
  };
}

interface Host extends HostSettings, Pick<CompatibleSettings, "headers" | "query"> {
  readonly kind: ResolvedTarget["kind"];
  readonly section: string;
  readonly fim: FimSetting;
  readonly keyPlaces: Omit<KeyPlaces, "provider" | "model">;
}

function hostOf(settings: LlmSettings, name: string): Host {
  const facts = factsOf(name);
  const host =
    facts === undefined ? compatibleHostOf(settings, name) : knownHostOf(settings, facts);
  if (host === undefined) {
    const names = [
      ...PROVIDERS.map((provider) => provider.name),
      ...(settings.compatible?.keys() ?? []),
    ];
    const message = `there is no provider ${quoteText(name)}; choose from ${names.join(", ")}`;
    throw misconfigured(message);
  }
  return host;
}

function knownHostOf(settings: LlmSettings, facts: ProviderFacts): Host {
  const { name, model, baseUrl, keyNames, keyBegins, isKeyRequired } = facts;
  const configured = settings[name] ?? { model, base_url: baseUrl };
  return {
    ...configured,
    kind: name,
    section: name,
    fim: "auto",
    keyPlaces: {
      section: name,
      names: keyNames,
      keyBegins,
      command: configured.api_key_command,
      isRequired: isKeyRequired,
    },
  };
}

function compatibleHostOf({ compatible }: LlmSettings, name: string): Host | undefined {
  const configured = compatible?.get(name);
  if (configured === undefined) {
    return undefined;
  }
  const { api_key_env: variable, api_key_command: command, fim = "auto" } = configured;
  const section = `compatible.${name}`;
  const isKeyUsed = !hasAuthorization(configured.headers);
  return {
    ...configured,
    kind: "compatible",
    section,
    fim,
    keyPlaces: {
      section,
      names: variable === undefined || !isKeyUsed ? [] : [variable],
      keyBegins: "",
      command: isKeyUsed ? command : undefined,
      isRequired: variable !== undefined && isKeyUsed,
    },
  };
}

function isPlainHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const { protocol, username, password } = new URL(text);
  return /^https?:$/u.test(protocol) && username === "" && password === "" && !/[?#]/u.test(text);
}

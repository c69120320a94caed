import { ChatError, type ChatErrorCode } from "@hexai/chat";

import type { ChatTarget } from "../target/chat-target.ts";
import { vendorOf } from "../target/vendor.ts";
import { describeProxy, isForwarded, type Proxy } from "../transport/proxy.ts";
import { TransportError, type TransportFailure } from "../transport/transport-error.ts";
import { jsonOf } from "../wires/json-of.ts";
import {
  describeClosed,
  describeProxyFailure,
  describeUnreachable,
} from "./describe-connection.ts";
import { type Refusal, explainRefusal, placesOfPage } from "./explain-refusal.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { errorMessageIn } from "./provider-error.ts";
import { isSecret, sanitizeQuoted } from "./sanitize-quoted.ts";
import { titleOf } from "./web-page.ts";

/** The state of a request when it failed. */
interface FailedAttempt {
  /** Whether the caller's signal aborted it. */
  readonly aborted: boolean;
  /** The limit on silence that ended it and the setting that sets the limit; undefined when something else ended it. */
  readonly silence: { readonly seconds: number; readonly setting: string | undefined } | undefined;
  /** Whether a part of the answer had arrived. */
  readonly begun: boolean;
}

/** Creates every error about one target. Each message is a sentence: who failed at what, why, and what to do. */
export interface TargetErrors {
  /** The caller has aborted the request. */
  aborted(cause?: unknown): ChatError;
  /** The answer ended without an end mark. */
  brokenOff(cause?: unknown): ChatError;
  /** The answer cannot be parsed. */
  unreadable(cause?: unknown): ChatError;
  /** The body has another format than an answer. `beginning` is quoted in the message. */
  notAnAnswer(beginning: string): ChatError;
  /** The answer, or one line of it, is longer than the limit. */
  overlong(): ChatError;
  /** The host answers chats but does not list its models. */
  noList(): ChatError;
  /** The answer is complete and contains no text. */
  empty(): ChatError;
  /** The answer reached the length limit, which `setting` (a setting or a flag) sets. */
  cutShort(setting: string): ChatError;
  /** Prompt and answer fill the model's context window. */
  contextFull(): ChatError;
  /** The provider's content filter stopped the answer. */
  filtered(): ChatError;
  /** The host failed too often, so no request is sent to it for `openMs` milliseconds. */
  circuitOpen(openMs: number): ChatError;
  /** The variable does not hold the address of a proxy. */
  badProxy(proxy: Proxy): ChatError;
  /** The provider reported an error in the stream, in its own `words`, after a part of the answer. */
  inStream(words: string): ChatError;
  /** Translates an `error` thrown by an attempt; undefined when it is a bug. */
  from(error: unknown, attempt: FailedAttempt): ChatError | undefined;
}

/** Every error about `target` is created here, so that all have the same form and none contains a secret. */
export function errorFor(target: ChatTarget): TargetErrors {
  const sanitize = (text: string): string => sanitizeMessage(target, text);

  /** A foreign cause may contain the prompt and the key, so only its sanitized message is kept. */
  function errorOf(code: ChatErrorCode, predicate: string, facts: FailureFacts = {}): ChatError {
    const { provider, model } = target;
    const { status, isTooLong, cause } = facts;
    return new ChatError(
      code,
      `${sanitizeQuoted(`${provider} (${model})`, target.key?.value ?? "")} ${predicate}`,
      {
        provider,
        model,
        status,
        vendor: vendorOf(target),
        isTooLong,
        ...(cause instanceof Error && {
          cause: new Error(sanitize(`${cause.name}: ${cause.message}`)),
        }),
      },
    );
  }

  function unreadable(what: string, cause?: unknown): ChatError {
    const predicate = `sent an answer that cannot be read${what}; check ${placesOfPage(target)} and the model`;
    return errorOf("unreadable", predicate, { cause });
  }

  function refused(refusal: Refusal): ChatError {
    const said = { ...refusal, words: sanitize(refusal.words) };
    const { code, predicate, isTooLong } = explainRefusal(target, said);
    return errorOf(code, predicate, { ...refusal, isTooLong });
  }

  function fromFailure(failure: TransportFailure, begun: boolean): ChatError {
    const { addressSetting: setting, proxy } = target;
    switch (failure.type) {
      case "refused": {
        return failure.isByProxy && proxy !== undefined
          ? fromFailure({ ...failure, type: "proxy" }, begun)
          : refused(failure);
      }
      case "proxy": {
        const { cause } = failure;
        const said = { ...failure, words: sanitize(failure.words) };
        const predicate =
          proxy === undefined
            ? describeUnreachable(target, cause)
            : describeProxyFailure(proxy, said, setting);
        return errorOf("unreachable", predicate, { cause });
      }
      case "unreachable": {
        const { cause } = failure;
        return errorOf("unreachable", describeUnreachable(target, cause), { cause });
      }
      case "broken": {
        const { cause } = failure;
        return begun
          ? errors.brokenOff(cause)
          : errorOf("unreachable", describeClosed(target, cause), { cause });
      }
      case "redirected": {
        const { status, url } = failure;
        if (new URL(url).origin === new URL(target.baseUrl).origin) {
          const circle = `sends the request from one address to the next, last to ${sanitize(url)} (HTTP ${status})`;
          return errorOf("rejected", `${circle}; check ${placesOfPage(target)}`, { status });
        }
        const where = sanitize(baseOf(url, target.baseUrl));
        const why = `points elsewhere, to ${where} (HTTP ${status}), and keys and prompts go only where you send them`;
        const remedy =
          proxy !== undefined && isForwarded(target.baseUrl, proxy)
            ? `, or check ${describeProxy(proxy)}`
            : "";
        return errorOf("rejected", `${why}; if that is right, set ${setting} to it${remedy}`, {
          status,
        });
      }
      case "undecodable": {
        const { encoding, cause } = failure;
        const how = encoding === "" ? "is damaged" : `is packed as ${sanitize(encoding)}`;
        const remedy = `try again, or have ${setting} send answers as they are`;
        return errorOf(
          "unreadable",
          `sent an answer that ${how} and cannot be unpacked; ${remedy}`,
          {
            cause,
          },
        );
      }
      case "oversized":
      default: {
        const { what, limitBytes } = failure;
        const size = `${limitBytes / 1024 / 1024} MB`;
        return errorOf("unreadable", `sent ${what} of more than ${size}; check ${setting}`);
      }
    }
  }

  const errors: TargetErrors = {
    aborted: (cause) => errorOf("aborted", "stopped, because the request was cancelled", { cause }),
    brokenOff: (cause) => errorOf("incomplete", "broke off in the middle; ask again", { cause }),
    unreadable: (cause) => unreadable("", cause),
    notAnAnswer: (beginning) => {
      const text = beginning.trim();
      if (text === "") {
        return unreadable(" (nothing at all)");
      }
      if (text.startsWith("<")) {
        const title = titleOf(text);
        return unreadable(
          title === undefined ? " (a web page)" : ` (a web page, "${sanitize(title)}")`,
        );
      }
      return unreadable(` ("${sanitize(errorMessageIn(jsonOf(text)) ?? text)}")`);
    },
    overlong: () =>
      errorOf("unreadable", "sent far more than an answer; ask for less, or another model"),
    noList: () => {
      const remedy = `name the model in ${target.section}.model`;
      return errorOf("rejected", `has no list of models (HTTP 404); ${remedy}`, { status: 404 });
    },
    empty: () => errorOf("unreadable", "sent an empty answer; ask again, or another model"),
    cutShort: (setting) =>
      errorOf("incomplete", `reached the longest answer allowed; raise ${setting}`),
    contextFull: () =>
      errorOf(
        "incomplete",
        "filled the model's context window; send less text, or ask another model",
        { isTooLong: true },
      ),
    filtered: () =>
      errorOf("incomplete", "was stopped by the provider's content filter; change the prompt"),
    circuitOpen: (openMs) => {
      const when = `is asked again in ${Math.ceil(openMs / 1000)} s`;
      return errorOf("unavailable", `failed too often in a row and ${when}; check whether it runs`);
    },
    badProxy: ({ variable }) =>
      errorOf(
        "misconfigured",
        `cannot be asked, because ${variable} is no proxy's address; write it as http://HOST:PORT, https://HOST:PORT or socks5h://HOST:PORT`,
      ),
    inStream: (said) => errorOf("incomplete", `broke off: ${sanitize(said)}; ask again`),
    from: (error, { aborted, silence, begun }) => {
      if (aborted) {
        return errors.aborted(error);
      }
      if (silence !== undefined) {
        const { seconds, setting } = silence;
        const way = target.proxy === undefined ? "" : ` through ${describeProxy(target.proxy)}`;
        const remedy =
          setting === undefined
            ? "look at the network, and whether it runs"
            : `try again, or raise ${setting}`;
        const predicate = `was silent for ${seconds} s${way}; ${remedy}`;
        return errorOf("timeout", predicate, { cause: error });
      }
      if (error instanceof TransportError) {
        return fromFailure(error.failure, begun);
      }
      return error instanceof ChatError ? error : undefined;
    },
  };
  return errors;
}

/** What an error carries besides its message. */
interface FailureFacts {
  readonly status?: number | undefined;
  readonly isTooLong?: boolean | undefined;
  /** The error of the network layer. */
  readonly cause?: unknown;
}

/**
 * The base address in the target of a redirect, which is what a user has to configure: `https://host/v1` for
 * `https://host/v1/chat/completions`.
 */
function baseOf(url: string, baseUrl: string): string {
  const { pathname } = new URL(baseUrl);
  const end = url.indexOf(`${pathname === "/" ? "" : pathname}/`, new URL(url).origin.length);
  return end === -1 || pathname === "/" ? url : url.slice(0, end + pathname.length);
}

/** Sanitizes foreign text for a message about the target: one line, with the key, headers, query values and the proxy's password masked. */
function sanitizeMessage({ key, headers, query, proxy }: ChatTarget, text: string): string {
  const { user = "", password = "" } = proxy?.address?.login ?? {};
  const secrets = [
    ...Object.values(headers ?? {}),
    ...Object.values(query ?? {}),
    password,
    password === "" ? "" : `${user}:${password}`,
    isSecret(key?.value ?? "") ? (key?.value ?? "") : "",
  ];
  return sanitizeQuoted(maskSecrets(text, secrets), key?.value ?? "");
}

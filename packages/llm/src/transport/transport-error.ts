/** What went wrong between this program and an answer. */
export type TransportFailure =
  | {
      /** The host answered with an HTTP status that is no success, or with an error in the place of an answer. */
      readonly type: "refused";
      /** undefined for an error behind a success that names no status. */
      readonly status: number | undefined;
      /** The provider's own words, as they came. */
      readonly words: string;
      /** How it names the error, such as `insufficient_quota`; may be empty. */
      readonly kind: string;
      /** What it sent is a web page: somebody else on the way may have sent it. */
      readonly isWebPage: boolean;
      /** A proxy says of itself that the answer is its own. */
      readonly isByProxy: boolean;
      /** In milliseconds, when the provider said how long to wait. */
      readonly retryAfterMs: number | undefined;
    }
  /** No answer came. */
  | { readonly type: "unreachable"; readonly cause: unknown }
  /** The body of the answer ended before its end. */
  | { readonly type: "broken"; readonly cause: unknown }
  /** The proxy on the way let nothing through. */
  | ({ readonly type: "proxy" } & ProxyFailure)
  /** The host wants to be asked elsewhere, and nothing goes to another origin. */
  | { readonly type: "elsewhere"; readonly status: number; readonly url: string }
  /** The answer is packed in a way that cannot be undone. */
  | { readonly type: "packed"; readonly encoding: string; readonly cause?: unknown }
  /** The answer is larger than any that makes sense, in bytes. */
  | { readonly type: "oversized"; readonly what: string; readonly limitBytes: number };

export interface ProxyFailure {
  /** Its HTTP status, when it answered. */
  readonly status?: number | undefined;
  /** What it said; may be empty. */
  readonly words: string;
  /** The kinds of login that it offers, such as `Basic` or `NTLM`. */
  readonly logins?: readonly string[] | undefined;
  /** The network's error, when there was no answer. */
  readonly cause?: unknown;
}

/** Thrown on the way to and from a host; `errorFor(target)` says it to the user. */
export class TransportError extends Error {
  static {
    this.prototype.name = "TransportError";
  }

  readonly failure: TransportFailure;

  constructor(failure: TransportFailure) {
    super(failure.type, "cause" in failure ? { cause: failure.cause } : {});
    this.failure = failure;
  }
}

/** An error of the provider in the place of an answer that a success had announced. */
export function refusalInBody(
  status: number | undefined,
  words: string,
  kind: string,
): TransportError {
  const facts = { isWebPage: false, isByProxy: false, retryAfterMs: undefined };
  return new TransportError({ type: "refused", status, words, kind, ...facts });
}

/** Whether the failure may be gone at the next attempt. */
export function isPassing(failure: TransportFailure): boolean {
  switch (failure.type) {
    case "refused": {
      const { status, kind } = failure;
      return (status === undefined || isPassingStatus(status)) && !OUT_OF_QUOTA.includes(kind);
    }
    case "proxy": {
      const { status, cause } = failure;
      return status === undefined ? isPassingCode(cause) : isPassingStatus(status);
    }
    case "unreachable":
    case "broken": {
      return isPassingCode(failure.cause);
    }
    case "elsewhere":
    case "oversized":
    case "packed":
    default: {
      return false;
    }
  }
}

/** How providers name a 429 that waiting does not help against. */
export const OUT_OF_QUOTA: readonly string[] = ["insufficient_quota", "billing_hard_limit_reached"];

/** 501 says that it will be the same next time. */
function isPassingStatus(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

function isPassingCode(cause: unknown): boolean {
  return !LASTING.test(networkCodeOf(cause));
}

/** Codes of certificates, of TLS, of something that is not HTTP, and of this process itself. */
const LASTING =
  /CERT|^ERR_(?:SSL|TLS)|^EPROTO$|^HPE_|^INVALID_|^PATH_LENGTH|^HOSTNAME_|UNABLE_TO_|CRL|^EM?N?FILE$|^ERR_INVALID/u;

/** The code of the first error in the chain that has one, such as `ECONNREFUSED`. */
export function networkCodeOf(error: unknown): string {
  let current = error;
  while (current instanceof Error) {
    if ("code" in current && typeof current.code === "string") {
      return current.code;
    }
    current = current.cause;
  }
  return "no reason given";
}

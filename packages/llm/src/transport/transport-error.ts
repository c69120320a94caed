/** Why a request failed. */
export type TransportFailure =
  | {
      /** The host answered with an HTTP error status, or with an error in a successful response. */
      readonly type: "refused";
      /** Undefined for an error in a successful response that names no status. */
      readonly status: number | undefined;
      /** The provider's message, unsanitized. */
      readonly words: string;
      /** The provider's name for the kind of error, such as `insufficient_quota`; may be empty. */
      readonly kind: string;
      /** Whether the body is a web page, which a proxy or firewall on the way may have sent. */
      readonly isWebPage: boolean;
      /** Whether the body was empty, so that `words` are those of the status line. */
      readonly isEmpty: boolean;
      /** Whether a proxy has marked the response as its own. */
      readonly isByProxy: boolean;
      /** How long the provider asks to wait, in milliseconds. */
      readonly retryAfterMs: number | undefined;
    }
  /** There was no response. */
  | { readonly type: "unreachable"; readonly cause: unknown }
  /** The body of the response broke off. */
  | { readonly type: "broken"; readonly cause: unknown }
  /** The proxy failed or refused the request. */
  | ({ readonly type: "proxy" } & ProxyFailure)
  /** The host redirects to another origin, which is not followed. */
  | { readonly type: "redirected"; readonly status: number; readonly url: string }
  /** The response cannot be decompressed. */
  | { readonly type: "undecodable"; readonly encoding: string; readonly cause?: unknown }
  /** The response is larger than `limitBytes`. */
  | { readonly type: "oversized"; readonly what: string; readonly limitBytes: number };

export interface ProxyFailure {
  /** Its HTTP status, when it answered. */
  readonly status?: number | undefined;
  /** Its message; may be empty. */
  readonly words: string;
  /** The authentication schemes that it offers, such as `Basic` or `NTLM`. */
  readonly logins?: readonly string[] | undefined;
  /** The network error, when there was no response. */
  readonly cause?: unknown;
  /** Whether another attempt would fail too, although there is no status that says so. */
  readonly isPermanent?: boolean | undefined;
  /** Whether the proxy is well and the host behind it is not, although there is no status that says so. */
  readonly isAboutHost?: boolean | undefined;
}

/** Thrown by the transport layer; `errorFor(target)` turns it into a `ChatError` for the user. */
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

/** A provider's error in the body of a response with a success status. */
export function refusalInBody(
  status: number | undefined,
  words: string,
  kind: string,
): TransportError {
  const facts = { isWebPage: false, isEmpty: false, isByProxy: false, retryAfterMs: undefined };
  return new TransportError({ type: "refused", status, words, kind, ...facts });
}

/** Whether the failure is temporary, so that another attempt may succeed. */
export function isTemporary(failure: TransportFailure): boolean {
  switch (failure.type) {
    case "refused": {
      const { status, kind } = failure;
      return (status === undefined || isTemporaryStatus(status)) && !OUT_OF_QUOTA.includes(kind);
    }
    case "proxy": {
      const { status, cause, isPermanent = false, logins = [] } = failure;
      return status === undefined
        ? !isPermanent && logins.length === 0 && isTemporaryCode(cause)
        : isTemporaryStatus(status);
    }
    case "unreachable":
    case "broken": {
      return isTemporaryCode(failure.cause);
    }
    case "redirected":
    case "oversized":
    case "undecodable":
    default: {
      return false;
    }
  }
}

/** Kinds of a 429 that waiting does not cure. */
export const OUT_OF_QUOTA: readonly string[] = ["insufficient_quota", "billing_hard_limit_reached"];

/** Not Implemented, HTTP Version Not Supported, and the login page of a network. */
const PERMANENT_STATUSES: readonly number[] = [501, 505, 511];

function isTemporaryStatus(status: number): boolean {
  return (
    [408, 425, 429].includes(status) || (status >= 500 && !PERMANENT_STATUSES.includes(status))
  );
}

function isTemporaryCode(cause: unknown): boolean {
  return !PERMANENT_CODES.test(networkCodeOf(cause));
}

/** Codes of permanent failures: certificates, TLS, responses that are not HTTP, and limits of this process. */
const PERMANENT_CODES =
  /CERT|^ERR_(?:SSL|TLS)|^EPROTO$|^HPE_|^INVALID_|^PATH_LENGTH|^HOSTNAME_|UNABLE_TO_|CRL|^EM?N?FILE$|^ERR_INVALID/u;

/** Node's names of codes that Bun calls otherwise. */
const NAMES_OF_NODE: Readonly<Record<string, string>> = {
  ERR_SOCKET_CLOSED: "ECONNRESET", // while TLS begins
};

/** What `networkCodeOf` gives for an error without a code. */
export const NO_CODE = "no reason given";

/** The code of the first error in the chain of causes that has one, such as `ECONNREFUSED`. */
export function networkCodeOf(error: unknown): string {
  let current = error;
  while (current instanceof Error) {
    if ("code" in current && typeof current.code === "string") {
      return NAMES_OF_NODE[current.code] ?? current.code;
    }
    current = current.cause;
  }
  return NO_CODE;
}

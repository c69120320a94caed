/**
 * Why a Chat failed. In no case did it count as a request in the statistics.
 *
 * - `aborted`: the caller's signal ended it.
 * - `timeout`: the provider took too long to begin or to go on.
 * - `unreachable`: no connection, or it was cut before the answer began.
 * - `unauthorized`: the provider refused the key (401, 403).
 * - `not-found`: the provider knows no such model or address (404).
 * - `rate-limited`: too many requests or no quota left (429).
 * - `rejected`: the provider refused the request for another reason (any other 4xx).
 * - `unavailable`: the provider is in trouble (5xx).
 * - `incomplete`: the stream ended without its end; what arrived was passed to `onDelta`.
 * - `unreadable`: the answer is not in the provider's format, or is empty.
 * - `misconfigured`: the request could not be made without a key or a valid setting.
 */
export type ChatErrorCode =
  | "aborted"
  | "timeout"
  | "unreachable"
  | "unauthorized"
  | "not-found"
  | "rate-limited"
  | "rejected"
  | "unavailable"
  | "incomplete"
  | "unreadable"
  | "misconfigured";

export interface ChatErrorDetails extends ErrorOptions {
  /** Undefined while no provider has been chosen. */
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  /** HTTP status, when there was a response. */
  readonly status?: number | undefined;
  /** Who charges for the part of the answer that came, as in `ChatAnswer`. */
  readonly vendor?: string | undefined;
  /** The messages are more than the model can read: fewer of them may do. */
  readonly isTooLong?: boolean | undefined;
}

/** The only error that a `ChatClient` rejects with on purpose. `message` is one sentence for the user. */
export class ChatError extends Error {
  static {
    this.prototype.name = "ChatError"; // on the prototype, so that `stack` starts with it
  }

  readonly code: ChatErrorCode;
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly status: number | undefined;
  readonly vendor: string | undefined;
  readonly isTooLong: boolean;

  constructor(code: ChatErrorCode, message: string, details: ChatErrorDetails = {}) {
    const { provider, model, status, vendor, isTooLong = false, ...options } = details;
    super(message, options);
    this.code = code;
    this.provider = provider;
    this.model = model;
    this.status = status;
    this.vendor = vendor;
    this.isTooLong = isTooLong;
  }
}

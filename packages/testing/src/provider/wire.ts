import type { ProviderFinish, ProviderRequest } from "./provider-exchange.ts";

/** How one kind of provider puts an answer into bytes. */
export interface Wire {
  /** Content type of a streamed answer. */
  readonly contentType: string;
  /** Whether a request whose body does not say `stream` gets a stream. */
  readonly streamsByDefault: boolean;
  /** The events of an answer that has not come to its end. */
  deltaEvents(request: ProviderRequest, deltas: readonly string[]): string[];
  /** What follows them when it does. */
  endEvents(request: ProviderRequest, deltas: readonly string[], finish: ProviderFinish): string[];
  /** What follows them when the provider fails in the middle. */
  errorEvents(message: string): string[];
  /** The whole answer to a request that does not ask for a stream. */
  whole(request: ProviderRequest, deltas: readonly string[], finish: ProviderFinish): object;
}

/** A server-sent event; with a name, the way Anthropic sends them. */
export function eventOf(data: object, name?: string): string {
  return `${name === undefined ? "" : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** Counts four bytes as a token, which is exact enough for tests. */
export function tokensOf(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4);
}

/** Whether a stream is to end with token counts. */
export function wantsUsage({ body }: ProviderRequest): boolean {
  const options = body["stream_options"];
  return (
    typeof options === "object" &&
    options !== null &&
    "include_usage" in options &&
    options.include_usage === true
  );
}

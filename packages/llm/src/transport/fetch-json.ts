import { unreadable } from "../errors/failure-of.ts";
import type { ChatTarget } from "../target/chat-target.ts";
import { jsonOf } from "../wires/json-of.ts";
import type { Fetch } from "./request-watch.ts";

/** The JSON at `url`. @throws {ChatError} (as a rejection) `unreadable` for something else; whatever `fetch` rejects with. */
export async function fetchJson(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  target: ChatTarget,
): Promise<unknown> {
  const response = await fetch(url, init);
  const value = jsonOf(await response.text());
  if (value === undefined) {
    throw unreadable(target);
  }
  return value;
}

/** The headers of a request with the key of `target` and a JSON body. */
export function jsonHeadersOf({ key }: ChatTarget): Record<string, string> {
  return {
    "content-type": "application/json",
    ...(key === undefined ? {} : { authorization: `Bearer ${key.value}` }),
  };
}

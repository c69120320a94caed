import type { ChatTarget } from "../target/chat-target.ts";

/** Codes of a connection that stood and was lost again. */
const LOST = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"];

/** What follows the target's name when no answer came. */
export function unreachablePredicate(
  { baseUrl, proxy, section }: ChatTarget,
  cause: unknown,
): string {
  const code = networkCodeOf(cause);
  if (LOST.includes(code)) {
    return closedPredicate(cause);
  }
  const { host } = new URL(baseUrl);
  const way = proxy === undefined ? "" : `, ${proxy}`;
  return `cannot be reached at ${host} (${code}); check the network${way} and ${section}.base_url`;
}

/** What follows the target's name when a connection was closed before an answer. */
export function closedPredicate(cause: unknown): string {
  return `closed the connection before it answered (${networkCodeOf(cause)}); try again`;
}

/** The code of the first error in the chain that has one, such as `ECONNREFUSED`. */
function networkCodeOf(error: unknown): string {
  let current = error;
  while (current instanceof Error) {
    if ("code" in current && typeof current.code === "string") {
      return current.code;
    }
    current = current.cause;
  }
  return "no reason given";
}

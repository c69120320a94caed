import { ChatError } from "@hexai/chat";

/**
 * Creates the error about settings, keys or variables that make a request impossible. `message` says what is wrong and what
 * to do, and contains no secret.
 */
export function misconfigured(
  message: string,
  facts: { readonly provider?: string; readonly model?: string } = {},
): ChatError {
  return new ChatError("misconfigured", message, facts);
}

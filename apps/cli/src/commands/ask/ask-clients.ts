import type { ChatRequest } from "@hexai/chat";

import type { CommandContext } from "../command.ts";
import { askOne, type AskOptions } from "./ask-one.ts";
import type { CountedClient } from "./counted-client.ts";

/** Asks one model, or several at once. @throws As `askOne` and `askSeveral`. */
export async function askClients(
  request: ChatRequest,
  [first, ...others]: readonly CountedClient[],
  context: Pick<CommandContext, "now" | "terminal">,
  options: AskOptions,
): Promise<void> {
  if (first !== undefined && others.length === 0) {
    await askOne(request, first, context, options);
  } else if (first !== undefined) {
    const { askSeveral } = await import("./ask-several.ts");
    await askSeveral(request, [first, ...others], context, options);
  }
}

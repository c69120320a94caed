import { textOf } from "@hexai/chat";

import type { CommandContext } from "../../command.ts";
import { askOne } from "../ask-one.ts";
import type { AskRequest, TokenRate } from "../command.ts";
import type { CountedClient } from "../counted-client.ts";
import type { PromptSources } from "../prompt/read-prompt.ts";
import { toMessages } from "../prompt/to-messages.ts";
import { randomFraction } from "./io/random-fraction.ts";
import { createSimulatedClient } from "./io/simulated-client.ts";

/** Echoed when there is no prompt. */
const PLACEHOLDER =
  "This is how fast a model feels that writes so many tokens a second. Read along: where the words " +
  "come later than you read them you will wait for every answer, and where they come faster you will " +
  "not notice a model that is faster still. A screen full of code has about a thousand tokens.";

/** `hexai --tps-simulation RATE`: echoes the prompt and stdin, or a text of ours, at this token rate instead of asking a model. */
export async function simulate(
  rate: TokenRate,
  { words, flags }: AskRequest,
  { stdin, attachments }: Pick<PromptSources, "attachments" | "stdin">,
  context: Pick<CommandContext, "now" | "terminal">,
): Promise<void> {
  const attached = await attachments?.();
  const piped = (await stdin?.read(context.terminal.signal)) ?? "";
  const asked = toMessages({
    words,
    piped,
    system: "",
    ...(attached && { attachments: attached }),
  });
  const text = textOf(asked?.messages.at(-1)?.content ?? "") || PLACEHOLDER;
  await askOne(
    { messages: [{ role: "user", content: text }] },
    {
      chat: createSimulatedClient(rate, randomFraction),
      usage: NO_USAGE,
      cachedMs: () => undefined,
    },
    context,
    { ...flags, markdown: false },
  );
}

const NO_USAGE: CountedClient["usage"] = {
  during: () => undefined,
  snapshot: () => Promise.resolve(undefined),
  costOf: () => Promise.resolve(undefined),
  figuresOf: () => Promise.resolve({ budgetNote: undefined }),
};

import type { Terminal } from "../../../output/terminal.ts";
import type { AskRequest, TokenRate } from "../../cli-request.ts";
import { askCommand } from "../ask-command.ts";
import type { StdinSource } from "../prompt/io/open-stdin.ts";
import type { Respondent } from "../respondent.ts";
import { createSimulatedClient } from "./io/simulated-client.ts";

/** Said when there is nothing to say back. */
const PLACEHOLDER =
  "This is how fast a model feels that writes so many tokens a second. Read along: where the words " +
  "come later than you read them you will wait for every answer, and where they come faster you will " +
  "not notice a model that is faster still. A screen full of code has about a thousand tokens.";

/** `hexai --tps-simulation RATE`: the prompt and stdin, or a text of ours, at the rate of a model. Asks nobody. */
export async function simulate(
  rate: TokenRate,
  { words, flags }: AskRequest,
  stdin: StdinSource | undefined,
  terminal: Terminal,
  random: () => number,
): Promise<void> {
  const piped = (await stdin?.read(terminal.signal)) ?? "";
  const parts = [words.join(" "), piped].filter((part) => part.trim() !== "");
  const text = parts.join("\n\n") || PLACEHOLDER;
  await askCommand(
    { messages: [{ role: "user", text }] },
    { chat: createSimulatedClient(rate, random), usage: NO_USAGE, cachedMs: () => undefined },
    terminal,
    { ...flags, markdown: false },
  );
}

const NO_USAGE: Respondent["usage"] = {
  during: () => undefined,
  snapshot: () => Promise.resolve(undefined),
};

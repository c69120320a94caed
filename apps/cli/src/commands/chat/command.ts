import type { ParsedFlags } from "@hexai/command-line";
import { usageError } from "@hexai/process";

import { ASK, type AskRequest } from "../ask/command.ts";
import type { Command } from "../command.ts";

/** `hexai chat`: the flags of a question. */
export type ChatRequest = Pick<AskRequest, "configFile" | "flags">;

/** Flags that say how one answer is written, or that nobody is asked. */
const REFUSED_OPTIONS = ["code", "json", "no-stream", "no-stdin", "tps-simulation"] as const;

export const CHAT: Command<ChatRequest> = {
  name: "chat",
  help: "talks in place, with the flags of a question; /help shows what can be typed",
  synopsis: "[-c | -C NAME] [flags]",
  words: [],
  options: [],
  takesProgramOptions: true,
  refusedOptions: REFUSED_OPTIONS,
  parse: parseChat,
  async run(request, context) {
    const { runChat } = await import("./run.ts");
    await runChat(request, context);
  },
};

function parseChat(words: readonly string[], flags: ParsedFlags): ChatRequest {
  if (words.length > 0) {
    throw usageError(
      "hexai chat",
      `hexai chat takes no words; for a prompt write: hexai -- chat ${words.join(" ")}`,
    );
  }
  const wrong = REFUSED_OPTIONS.find((name) => flags.has(name));
  if (wrong !== undefined) {
    throw usageError("hexai chat", `--${wrong} goes with a single question`);
  }
  if (flags.getAll("file").includes("-")) {
    throw usageError("hexai chat", "-f - reads stdin, which a chat has its questions from");
  }
  const { flags: askFlags, ...others } = ASK.parse([], flags);
  return { flags: askFlags, ...others };
}

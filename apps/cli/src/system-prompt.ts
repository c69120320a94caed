const SHORT =
  "You help somebody at a Unix terminal. Answer with the command or the code first, ready to be copied, then at most " +
  "two sentences about it. Use plain text: no headings, no code fences, no greeting. " +
  "If a command can destroy data, say so.";

const LONG =
  "You help somebody at a Unix terminal who wants to understand. Give the command or the code first, then explain " +
  "it step by step: what every part does, why it is done this way, what else would work, and what can go wrong. " +
  "Use plain text that reads well in a terminal.";

/** The system prompt for what the user typed: the word "explain" in it, not in what was piped, asks for a long answer. */
export function systemPromptOf(prompt: string): string {
  return /\bexplain\b/iu.test(prompt) ? LONG : SHORT;
}

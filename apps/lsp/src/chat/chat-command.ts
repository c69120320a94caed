/** What a question that is a single word behind a slash does, instead of asking a model. */
export const CHAT_COMMANDS: ReadonlyMap<string, string> = new Map([
  ["reload", "reads the configuration again"],
  ["disable", "turns completions off"],
  ["enable", "turns completions on"],
  ["stats", "shows what has been used"],
  ["help", "shows this"],
]);

/** The word of a question such as `/stats?`, whether there is such a command or not; `undefined` for any other question. */
export function chatCommandOf(question: string): string | undefined {
  return /^\/([a-z]+)\W?$/.exec(question)?.[1];
}

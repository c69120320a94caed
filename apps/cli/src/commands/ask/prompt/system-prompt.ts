const SHORT =
  "You help somebody at a Unix terminal. Answer with the command or the code first, ready to be copied, then at most " +
  "two sentences about it. No greeting. If a command can destroy data, say so.";

const LONG =
  "You help somebody at a Unix terminal who wants to understand. Give the command or the code first, then explain " +
  "it step by step: what every part does, why it is done this way, what else would work, and what can go wrong.";

/** Code must be marked when the answer is rendered: `*` in a bare command would be taken for emphasis. */
const MARKDOWN =
  "Write Markdown. Commands and code always stand in fenced code blocks with their language, or in backticks.";

const TEXT = "Use plain text: no headings, no code fences.";

/** The built-in system prompt for nothing but code. */
export const CODE_PROMPT =
  "You help somebody at a Unix terminal. If what you write can destroy data, say so in a comment in it.";

/** Whether a system prompt is the built-in one for an answer with words in it. */
export function isBuiltInPrompt(text: string): boolean {
  return [SHORT, LONG].some((words) =>
    [MARKDOWN, TEXT].some((form) => text === `${words} ${form}`),
  );
}

/** How the answer will be read: rendered, as it is, or as nothing but a block of code, which another sentence asks for. */
export type AnswerForm = "code" | "markdown" | "text";

/** The user's own texts. With an empty one no system prompt is sent. */
export interface SystemPrompts {
  readonly default_system?: string;
  readonly explain_system?: string;
}

/**
 * The system prompt for what the user typed. The word "explain" in it asks for a long answer; in piped text it does not.
 */
export function systemPrompt(prompt: string, form: AnswerForm, own: SystemPrompts = {}): string {
  const wantsMore = /\bexplain\b/iu.test(prompt);
  const words = `${wantsMore ? LONG : SHORT} ${form === "markdown" ? MARKDOWN : TEXT}`;
  const builtIn = form === "code" ? CODE_PROMPT : words;
  return (wantsMore ? own.explain_system : own.default_system) ?? builtIn;
}

import type { ValidConfig } from "@hexai/config";
import { sanitizeName } from "@hexai/terminal/text";

/**
 * Whether a project's file, which may come with a cloned repository, is not to set a key for `--code`: the answer may go into a shell,
 * and a prompt, a model or a role decides what it is.
 */
export function isLeftOutForCode(key: string): boolean {
  return /^(?:prompts|models|roles)\.|\.model$/u.test(key);
}

/** What would have counted here; roles count only when they are named, and those of a project are refused then. */
const COUNTS = /^(?:prompts\.cli\.|models\.cli$|\w+\.model$)/u;

/** One line that says what was left out of a project's file; undefined when that is nothing. */
export function leftOutNotice({ leftOut = [] }: Pick<ValidConfig, "leftOut">): string | undefined {
  const unused = leftOut.filter(({ isUnused, key = "" }) => isUnused === true && COUNTS.test(key));
  const [first] = unused;
  if (first?.origin.type !== "file") {
    return undefined;
  }
  const keys = unused.map(({ key }) => key).join(", ");
  return sanitizeName(
    `--code uses no prompt, model or role of a project; left out: ${keys} (${first.origin.file})`,
  );
}

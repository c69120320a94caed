import type { ModelTarget, ValidConfig } from "@hexai/config";
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

/** What a question is asked with, as far as a project may have a say in it. */
interface AskedWith {
  /** The role is one of the project. */
  readonly isRoleOfProject: boolean;
  /** The user, or a role of theirs, gives the instruction. */
  readonly hasSystem: boolean;
  /** The user, or a role of theirs, names the provider, so `models.cli` is left alone. */
  readonly hasProvider: boolean;
  /** One for each provider that is asked. */
  readonly targets: readonly ModelTarget[];
  readonly providers: readonly string[];
}

/** Whether a new question is asked with a prompt, a model or a role of a project. The conversation remembers it for `--code`. */
export function usesProject(
  { origins }: Pick<ValidConfig, "origins">,
  { isRoleOfProject, hasSystem, hasProvider, targets, providers }: AskedWith,
): boolean {
  const isOfProject = (key: string): boolean => {
    const origin = origins.get(key);
    return origin?.type === "file" && origin.isProject === true;
  };
  const hasPrompt = [...origins.keys()].some(
    (key) => key.startsWith("prompts.cli.") && isOfProject(key),
  );
  const hasModel = targets.some(
    ({ model }, at) => model === undefined && isOfProject(`${providers[at] ?? ""}.model`),
  );
  return (
    isRoleOfProject ||
    (hasPrompt && !hasSystem) ||
    (isOfProject("models.cli") && !hasProvider) ||
    hasModel
  );
}

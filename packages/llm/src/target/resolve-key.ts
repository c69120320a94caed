import { ChatError } from "@hexai/chat";

import type { CompleteDependencies } from "../transport/dependencies.ts";
import { type ApiKey, findKey } from "./find-key.ts";

/** Where a provider's key may be. */
export interface KeyPlaces {
  readonly provider: string;
  readonly model: string;
  /** The section of the configuration. */
  readonly section: string;
  /** Environment variables, the first that is set wins; the last one is what most programs call it. */
  readonly names: readonly string[];
  /** How such a key begins, for the example. */
  readonly keyBegins: string;
  /** Asked when no variable is set. */
  readonly command: readonly string[] | undefined;
  readonly isRequired: boolean;
}

/**
 * The key of a provider, or undefined when it has none and needs none.
 *
 * @throws {ChatError} (as a rejection) `misconfigured`: no key, a command that failed, or a key that cannot be sent. Never
 *   with a character of the key or of the command's output.
 */
export async function resolveKey(
  places: KeyPlaces,
  dependencies: Pick<CompleteDependencies, "env" | "runCommand">,
): Promise<ApiKey | undefined> {
  const { provider, model, names, keyBegins, isRequired } = places;
  const misconfigured = (message: string): ChatError =>
    new ChatError("misconfigured", message, { provider, model });

  const found = findKey(dependencies.env, names) ?? (await keyOfCommand(places, dependencies));
  if (typeof found === "string") {
    throw misconfigured(found);
  }
  if (found === undefined && isRequired) {
    const [common, ...others] = names.toReversed();
    throw misconfigured(
      `No key for ${provider}: set ${[common, ...others].join(" or ")}, as in: export ${common}=${keyBegins}…`,
    );
  }
  if (found !== undefined && !/^[\x21-\x7e]+$/u.test(found.value)) {
    throw misconfigured(
      `The key in ${found.source} holds a character that no key has; copy it again`,
    );
  }
  return found;
}

/** The key, or a sentence about the command's failure, or undefined without a command. */
async function keyOfCommand(
  { section, command }: KeyPlaces,
  { env, runCommand }: Pick<CompleteDependencies, "env" | "runCommand">,
): Promise<ApiKey | string | undefined> {
  if (command === undefined) {
    return undefined;
  }
  const source = `${section}.api_key_command`;
  const outcome = await runCommand(command, env);
  return outcome.ok
    ? { source, value: outcome.output }
    : `The program in ${source} gave no key: it ${outcome.reason}; run it by hand to see why`;
}

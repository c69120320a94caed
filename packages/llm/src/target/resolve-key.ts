import { misconfigured } from "../errors/misconfigured.ts";
import type { CompleteDependencies } from "../transport/dependencies.ts";
import { type ApiKey, findKey } from "./find-key.ts";

/** Where to look for a provider's key. */
export interface KeyPlaces {
  readonly provider: string;
  readonly model: string;
  /** The section of the configuration. */
  readonly section: string;
  /** Environment variables. The first that is set wins; the last is the provider's usual name. */
  readonly names: readonly string[];
  /** The prefix of such a key, for the example. */
  readonly keyBegins: string;
  /** Run when no variable is set. */
  readonly command: readonly string[] | undefined;
  readonly isRequired: boolean;
}

/**
 * Finds the key of a provider; undefined when it has none and needs none.
 *
 * @throws {ChatError} (as a rejection) `misconfigured`: no key, a command that failed, or a key that cannot be sent. The
 *   message never contains a part of the key or of the command's output.
 */
export async function resolveKey(
  places: KeyPlaces,
  dependencies: Pick<CompleteDependencies, "env" | "runCommand">,
): Promise<ApiKey | undefined> {
  const { provider, model, names, keyBegins, isRequired } = places;
  const found = findKey(dependencies.env, names) ?? (await keyOfCommand(places, dependencies));
  if (typeof found === "string") {
    throw misconfigured(found, { provider, model });
  }
  if (found === undefined && isRequired) {
    const [common, ...others] = names.toReversed();
    throw misconfigured(
      `no key for ${provider}: set ${[common, ...others].join(" or ")}, as in: export ${common}=${keyBegins}…`,
      { provider, model },
    );
  }
  if (found !== undefined && !/^[\x21-\x7e]+$/u.test(found.value)) {
    throw misconfigured(
      `the key in ${found.source} holds a character that no key has; copy it again`,
      { provider, model },
    );
  }
  return found;
}

/** The key that the command printed, else the message of an error; undefined without a command. */
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
    : `the program in ${source} gave no key: it ${outcome.reason}; run it by hand to see why`;
}

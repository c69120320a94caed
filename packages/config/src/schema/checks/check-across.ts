import type { Config } from "../../config.ts";
import type { ConfigIssue, ConfigOrigin } from "../../describe/config-issue.ts";
import type { Check } from "./check.ts";
import { CUSTOM_ACTIONS_CHECK } from "./custom-actions-check.ts";
import { MENU_CHECK } from "./menu-check.ts";
import { PROVIDERS_CHECK } from "./providers-check.ts";

const CHECKS: readonly Check[] = [PROVIDERS_CHECK, CUSTOM_ACTIONS_CHECK, MENU_CHECK];

/** Finds values that contradict each other. A check is skipped when a value that it reads is already reported. */
export function checkAcross(
  config: Config,
  origins: ReadonlyMap<string, ConfigOrigin>,
  mistakes: readonly ConfigIssue[],
): readonly ConfigIssue[] {
  const isOfProject = (key: string): boolean => {
    const origin = origins.get(key);
    return origin?.type === "file" && origin.isProject === true;
  };
  return CHECKS.filter((check) => isDecidable(check, mistakes))
    .flatMap(({ find }) => find(config, isOfProject))
    .flatMap(({ key, message }) => {
      const origin = origins.get(key);
      return origin === undefined ? [] : [{ origin, key, message }];
    });
}

/** A file that could not be read might have held any key, so no check can be decided then. */
function isDecidable({ reads }: Check, mistakes: readonly ConfigIssue[]): boolean {
  return !mistakes.some(
    ({ key, origin }) =>
      (key === undefined && origin.type === "file") ||
      reads.some((read) => key?.startsWith(read) === true),
  );
}

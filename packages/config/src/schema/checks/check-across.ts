import type { Config } from "../../config.ts";
import type { ConfigIssue, ConfigOrigin } from "../../describe/config-issue.ts";
import type { Check } from "./check.ts";
import { CUSTOM_ACTIONS_CHECK } from "./custom-actions-check.ts";
import { MENU_CHECK } from "./menu-check.ts";
import { PROVIDERS_CHECK } from "./providers-check.ts";

const CHECKS: readonly Check[] = [PROVIDERS_CHECK, CUSTOM_ACTIONS_CHECK, MENU_CHECK];

/** What no single value is to blame for. Where there already is a mistake, what follows from it is left out. */
export function checkAcross(
  config: Config,
  origins: ReadonlyMap<string, ConfigOrigin>,
  mistakes: readonly ConfigIssue[],
): readonly ConfigIssue[] {
  const isOfProject = (key: string): boolean => {
    const origin = origins.get(key);
    return origin?.type === "file" && origin.isProject === true;
  };
  return CHECKS.filter((check) => hasBase(check, mistakes))
    .flatMap(({ find }) => find(config, isOfProject))
    .flatMap(({ key, message }) => {
      const origin = origins.get(key);
      return origin === undefined ? [] : [{ origin, key, message }];
    });
}

/** A file that could not be read at all may have held anything. */
function hasBase({ reads }: Check, mistakes: readonly ConfigIssue[]): boolean {
  return !mistakes.some(
    ({ key, origin }) =>
      (key === undefined && origin.type === "file") ||
      reads.some((read) => key?.startsWith(read) === true),
  );
}

import { testPathsOf } from "@hexai/actions";

/** Whether a document is a file on this machine with a place for its tests. */
export function canHaveTests(uri: string): boolean {
  return /^file:/i.test(uri) && testPathsOf({ path: uri }).length > 0;
}

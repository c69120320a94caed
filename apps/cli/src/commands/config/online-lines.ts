import type { OnlineResult } from "./check-online.ts";

/** What was found out, for the user: all models of a provider that answer in one line, and each kind of trouble with it once. */
export function onlineLines(results: readonly OnlineResult[]): readonly string[] {
  const groups = new Map<string, readonly OnlineResult[]>();
  for (const result of results) {
    const key = JSON.stringify([result.provider, result.ok ? "ok" : result.error.code]);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].flatMap(linesOf);
}

function linesOf(group: readonly OnlineResult[]): readonly string[] {
  const names = group.flatMap((result) =>
    result.ok ? [`${result.provider}:${result.model}`] : [],
  );
  if (names.length > 0) {
    return [`${names.join(", ")} ${names.length === 1 ? "answers" : "answer"}`];
  }
  return group.flatMap((result) => (result.ok ? [] : [result.error.message])).slice(0, 1);
}

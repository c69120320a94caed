import { conversationsDir } from "../../conversation/store/conversations-dir.ts";
import { readStore } from "../../conversation/store/io/conversation-store.ts";
import { safeNames } from "./completion-names.ts";

/** More would not help anybody to choose. */
const MAX_COUNT = 50;

/** The names and ids of the conversations that were used last, a line each. */
export function completedConversations(env: Readonly<Record<string, string | undefined>>): string {
  const store = readStore(conversationsDir(env));
  const ids = store.files(MAX_COUNT).map(({ id }) => id);
  const names = safeNames(ids.map((id) => store.nameOf(id) ?? ""));
  return [...names, ...ids].map((name) => `${name}\n`).join("");
}

import { isNameless } from "../protocol/uris.ts";
import type { ServerContext } from "../server-context.ts";

/** Why no model is asked for what would go into the document at `uri`, in words for a user who wants it there. */
export async function editBlockedReason(
  { privacy }: Pick<ServerContext, "privacy">,
  uri: string,
): Promise<string | undefined> {
  return isNameless(uri)
    ? "nothing can be inserted here, because the editor finds no buffer without a name; save it under one first"
    : privacy.blockedReason(uri, { callerShows: true });
}

import type { Config } from "@hexai/config";

import type { Models } from "../server-context.ts";

/**
 * The same models, made once for as long as the settings stay the same: a client finds out with its first request what its
 * provider can do, and to ask a program for a key takes time. What could not be made is tried again.
 */
export function keptModels(models: Models, config: () => Config): Models {
  const chats = {
    chat: kept(() => models.chat("chat"), config),
    code_action: kept(() => models.chat("code_action"), config),
  };
  return {
    chat: (surface) => chats[surface](),
    completers: kept(() => models.completers(), config),
  };
}

function kept<T>(make: () => Promise<T>, config: () => Config): () => Promise<T> {
  let madeFor: Config | undefined;
  let made: Promise<T> | undefined;
  return () => {
    if (made === undefined || madeFor !== config()) {
      const making = make();
      madeFor = config();
      made = making;
      making.catch(() => {
        made = made === making ? undefined : made;
      });
    }
    return made;
  };
}

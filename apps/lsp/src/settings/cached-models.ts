import type { Config } from "@hexai/config";

import type { Models } from "../server-context.ts";

/**
 * Creates the models once for as long as the settings stay the same: a client learns with its first request what its provider can
 * do, and a program that prints a key takes time to run. A model that could not be created is tried again.
 */
export function cachedModels(models: Models, config: () => Config): Models {
  const chats = {
    chat: cachedFor(config, () => models.chat("chat")),
    code_action: cachedFor(config, () => models.chat("code_action")),
  };
  return {
    chat: (surface) => chats[surface](),
    completion: cachedFor(config, () => models.completion()),
  };
}

function cachedFor<T>(config: () => Config, create: () => Promise<T>): () => Promise<T> {
  let createdFor: Config | undefined;
  let cached: Promise<T> | undefined;
  return () => {
    if (cached === undefined || createdFor !== config()) {
      const creating = create();
      createdFor = config();
      cached = creating;
      creating.catch(() => {
        cached = cached === creating ? undefined : cached;
      });
    }
    return cached;
  };
}

import { ChatError } from "@hexai/chat";

import type { Models } from "../server-context.ts";
import type { Settings } from "./settings.ts";

/**
 * Creates the models once for as long as the settings stay the same: a client learns with its first request what its provider can
 * do, and a program that prints a key takes time to run. A model that could not be created is tried again.
 *
 * Nobody is asked before there were valid settings: the defaults would send documents that the user's own rules keep at home, and
 * the key of a company's gateway, to the public provider.
 */
export function cachedModels(models: Models, settings: ModelSettings): Models {
  const chats = {
    chat: cachedFor(settings, () => models.chat("chat")),
    code_action: cachedFor(settings, () => models.chat("code_action")),
  };
  return {
    chat: (surface) => chats[surface](),
    completion: cachedFor(settings, () => models.completion()),
  };
}

type ModelSettings = Pick<Settings, "config" | "isValid">;

function cachedFor<T>(
  { config, isValid }: ModelSettings,
  create: () => Promise<T>,
): () => Promise<T> {
  let createdFor: ReturnType<typeof config> | undefined;
  let cached: Promise<T> | undefined;
  return () => {
    if (!isValid()) {
      return Promise.reject(new ChatError("misconfigured", NOT_CONFIGURED));
    }
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

const NOT_CONFIGURED =
  "no model is asked, because the configuration has errors; hexai config check names them";

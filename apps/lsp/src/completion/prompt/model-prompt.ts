import type { Config } from "@hexai/config";

import type { Place } from "../../protocol/cursor.ts";
import { fileName } from "../../protocol/uris.ts";
import type { Question } from "../engine/request-model.ts";
import type { Scope } from "../postprocess/scope.ts";
import { completionMessages } from "./completion-messages.ts";
import { contextOf } from "./context-window.ts";

/** The longest completions, in tokens of a model. */
const MOST_TOKENS: Readonly<Record<Scope, number>> = { line: 64, lines: 256 };

/** What a model is asked for `place`. @param temperature - Of the model's own settings, if it has any. */
export function questionOf(
  place: Place,
  scope: Scope,
  { general, prompts }: Config,
  temperature: number = general.coding_temperature,
): Question {
  const surroundings = contextOf(place, general);
  const { languageId } = place;
  const file = fileName(place.uri);
  return {
    ...surroundings,
    languageId,
    maxTokens: Math.min(general.max_tokens, MOST_TOKENS[scope]),
    temperature,
    stop: scope === "line" ? ["\n"] : [],
    messages: () =>
      completionMessages(prompts.completion, { ...surroundings, language: languageId, file }),
  };
}

import type { CustomActionPrompt } from "./action-prompts.ts";
import type { Action } from "./action.ts";
import {
  CUSTOM_DIAGNOSTICS_PROMPT,
  CUSTOM_PROMPT_PROMPT,
  ONLY_THE_REPLACEMENT,
} from "./built-in-prompts.ts";

/** An action of the user's own, as the catalogue has it. */
export function customActionOf(custom: CustomActionPrompt): Action {
  const { id, title, kind, scope, hotkey, instruction } = custom;
  const builtIn = scope === "diagnostics" ? CUSTOM_DIAGNOSTICS_PROMPT : CUSTOM_PROMPT_PROMPT;
  const { system = ONLY_THE_REPLACEMENT, user = builtIn.user } = custom;
  return {
    id,
    title,
    kind,
    needs: scope,
    result: "replacement",
    isCustom: true,
    prompt: { system, user },
    ...(hotkey === undefined ? {} : { hotkey }),
    ...(instruction === undefined ? {} : { instruction }),
  };
}

import type { CodeActionPrompts } from "@hexai/config";

import type { Action } from "./action.ts";
import {
  CUSTOM_DIAGNOSTICS_PROMPT,
  CUSTOM_PROMPT_PROMPT,
  DIAGNOSTICS_PROMPT,
  DOCUMENT_PROMPT,
  FIX_TYPOS_PROMPT,
  ONLY_THE_REPLACEMENT,
  REWRITE_PROMPT,
  SIMPLIFY_PROMPT,
  UNIT_TEST_PROMPT,
} from "./built-in-prompts.ts";

/** Follows the instruction in the selection. */
export const REWRITE: Action = {
  id: "rewrite",
  title: "Rewrite selection",
  hotkey: "r",
  kind: "refactor.rewrite",
  needs: "instruction",
  result: "replacement",
  isCustom: false,
  prompt: REWRITE_PROMPT,
};

/** Repairs what compilers and linters report. */
export const DIAGNOSTICS: Action = {
  id: "diagnostics",
  title: "Resolve diagnostics",
  hotkey: "d",
  kind: "quickfix",
  needs: "diagnostics",
  result: "replacement",
  isCustom: false,
  prompt: DIAGNOSTICS_PROMPT,
};

/** Adds comments. */
export const DOCUMENT: Action = {
  id: "document",
  title: "Document code",
  hotkey: "c",
  kind: "refactor.rewrite",
  needs: "selection",
  result: "replacement",
  isCustom: false,
  prompt: DOCUMENT_PROMPT,
};

/** Makes code easier to read and keeps its behaviour. */
export const SIMPLIFY: Action = {
  id: "simplify",
  title: "Simplify and improve",
  hotkey: "i",
  kind: "refactor.rewrite",
  needs: "selection",
  result: "replacement",
  isCustom: false,
  prompt: SIMPLIFY_PROMPT,
};

/** Corrects the spelling. */
export const FIX_TYPOS: Action = {
  id: "fix_typos",
  title: "Fix typos",
  hotkey: "f",
  kind: "refactor.rewrite",
  needs: "selection",
  result: "replacement",
  isCustom: false,
  prompt: FIX_TYPOS_PROMPT,
};

/** Writes tests for the selection, which does not change. */
export const UNIT_TEST: Action = {
  id: "unit_test",
  title: "Implement unit test",
  hotkey: "t",
  kind: "refactor",
  needs: "selection",
  result: "unit_test",
  isCustom: false,
  prompt: UNIT_TEST_PROMPT,
};

/** Follows the prompt that the user types. */
export const CUSTOM_PROMPT: Action = {
  id: "custom_prompt",
  title: "Custom prompt",
  hotkey: "p",
  kind: "refactor.rewrite",
  needs: "prompt",
  result: "replacement",
  isCustom: false,
  prompt: CUSTOM_PROMPT_PROMPT,
};

/** The built-in actions with the built-in prompts, in the order of the menu. */
export const ACTIONS: readonly Action[] = [
  REWRITE,
  DIAGNOSTICS,
  DOCUMENT,
  SIMPLIFY,
  FIX_TYPOS,
  UNIT_TEST,
  CUSTOM_PROMPT,
];

/** The built-in actions with the user's prompts, followed by the user's custom actions. */
export function catalogueOf(prompts: Partial<CodeActionPrompts>): readonly Action[] {
  return [
    withPrompt(REWRITE, prompts.rewrite_system, prompts.rewrite_user),
    withPrompt(DIAGNOSTICS, prompts.diagnostics_system, prompts.diagnostics_user),
    withPrompt(DOCUMENT, prompts.document_system, prompts.document_user),
    withPrompt(SIMPLIFY, prompts.simplify_system, prompts.simplify_user),
    withPrompt(FIX_TYPOS, prompts.fix_typos_system, prompts.fix_typos_user),
    withPrompt(UNIT_TEST, prompts.unit_test_system, prompts.unit_test_user),
    withPrompt(CUSTOM_PROMPT, prompts.custom_prompt_system, prompts.custom_prompt_user),
    ...(prompts.custom ?? []).map(fromCustomAction),
  ];
}

/** The action called `id`, or `undefined` when there is none. */
export function actionOf(id: string, actions: readonly Action[] = ACTIONS): Action | undefined {
  return actions.find((action) => action.id === id);
}

function withPrompt(
  action: Action,
  system: string = action.prompt.system,
  user: string = action.prompt.user,
): Action {
  return { ...action, prompt: { system, user } };
}

type CustomAction = CodeActionPrompts["custom"][number];

function fromCustomAction(custom: CustomAction): Action {
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

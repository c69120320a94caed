import type { CodeActionPrompts } from "../../config.ts";
import type { EntriesOf } from "../shape.ts";
import { inBraces, template, templateOrNothing, variablesText } from "../template-rule.ts";
import { CUSTOM_ACTIONS } from "./custom-action.ts";

const SELECTED = ["selection", "language", "file"];
const INSTRUCTED = [...SELECTED, "instruction"];
const DIAGNOSED = [...SELECTED, "diagnostics"];

const REWRITE = promptPair("Rewrite selection", INSTRUCTED);
const DIAGNOSTICS = promptPair("Resolve diagnostics", DIAGNOSED);
const DOCUMENT = promptPair("Document code", SELECTED);
const SIMPLIFY = promptPair("Simplify and improve", SELECTED);
const FIX_TYPOS = promptPair("Fix typos", SELECTED);
const UNIT_TEST = promptPair("Implement unit test", SELECTED);
const CUSTOM_PROMPT = promptPair("Custom prompt", INSTRUCTED);

export const CODE_ACTION_PROMPTS: EntriesOf<CodeActionPrompts> = {
  rewrite_system: REWRITE.system,
  rewrite_user: REWRITE.user,
  diagnostics_system: DIAGNOSTICS.system,
  diagnostics_user: DIAGNOSTICS.user,
  document_system: DOCUMENT.system,
  document_user: DOCUMENT.user,
  simplify_system: SIMPLIFY.system,
  simplify_user: SIMPLIFY.user,
  fix_typos_system: FIX_TYPOS.system,
  fix_typos_user: FIX_TYPOS.user,
  unit_test_system: UNIT_TEST.system,
  unit_test_user: UNIT_TEST.user,
  custom_prompt_system: CUSTOM_PROMPT.system,
  custom_prompt_user: CUSTOM_PROMPT.user,
  custom: CUSTOM_ACTIONS,
};

type Prompt = EntriesOf<CodeActionPrompts>["rewrite_user"];

function promptPair(
  action: string,
  names: readonly string[],
): { readonly system: Prompt; readonly user: Prompt } {
  return {
    system: {
      rule: templateOrNothing(names),
      example: "You edit text. Your answer takes the place of the selection.",
      description: `${action}: the system prompt.
Variables: ${variablesText(names)}.`,
      inProject: true,
    },
    user: {
      rule: template(names),
      example: [`${action}.`, ...names.slice(SELECTED.length).map(inBraces), "{{selection}}"].join(
        "\n",
      ),
      description: "The user prompt. It takes the same variables.",
      inProject: true,
    },
  };
}

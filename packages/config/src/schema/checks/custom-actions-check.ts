import { MENU_KINDS } from "../sections/tmux-action.ts";
import type { Check, Contradiction } from "./check.ts";
import { duplicates } from "./check.ts";

const ROWS = "prompts.code_action.custom";

/** Each custom action has one question, and its id and hotkey are unique. */
export const CUSTOM_ACTIONS_CHECK: Check = {
  reads: [ROWS],
  find({ prompts }) {
    const { custom } = prompts.code_action;
    return [
      ...custom.flatMap(({ id, instruction, user }, index) => {
        const path = `${ROWS}[${index}]`;
        const builtIn = MENU_KINDS.map((kind) => kind.replaceAll("_", "-"));
        return [
          ...(builtIn.includes(id.replaceAll("_", "-"))
            ? [{ key: `${path}.id`, message: `is "${id}", which is built in, must be another` }]
            : []),
          ...exactlyOneOf(path, instruction, user),
        ];
      }),
      ...duplicates(custom.map(({ id }, index) => ({ key: `${ROWS}[${index}].id`, value: id }))),
      ...duplicates(
        custom.map(({ hotkey }, index) => ({ key: `${ROWS}[${index}].hotkey`, value: hotkey })),
      ),
    ];
  },
};

function exactlyOneOf(
  path: string,
  instruction: string | undefined,
  user: string | undefined,
): readonly Contradiction[] {
  if (instruction === undefined && user === undefined) {
    return [{ key: path, message: "has neither instruction nor user, must have one of them" }];
  }
  return instruction === undefined || user === undefined
    ? []
    : [{ key: `${path}.user`, message: "stands beside instruction, must be only one of them" }];
}

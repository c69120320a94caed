import type { Action } from "./action.ts";

const ONLY_THE_REPLACEMENT = `You edit text that someone selected in an editor.
What you answer takes the place of the selection as it is, so answer with the replacement and nothing else: no greeting, no explanation, no Markdown fence around it.
Keep the language, the style and the indentation of the selection, and leave alone what nobody asked you to change.`;

/** Follows the instruction that was found in the selection. */
export const REWRITE: Action = {
  id: "rewrite",
  title: "Rewrite selection",
  hotkey: "r",
  kind: "refactor.rewrite",
  needs: "instruction",
  prompt: {
    system: ONLY_THE_REPLACEMENT,
    user: `Change the selection (language: {{language}}) as follows: {{instruction}}

<selection>
{{selection}}
</selection>`,
  },
};

/** Same behaviour, easier to read. */
export const SIMPLIFY: Action = {
  id: "simplify",
  title: "Simplify and improve",
  hotkey: "i",
  kind: "refactor.rewrite",
  needs: "selection",
  prompt: {
    system: ONLY_THE_REPLACEMENT,
    user: `Make the selection (language: {{language}}) simpler and easier to read. It must do, or say, exactly what it does now.

<selection>
{{selection}}
</selection>`,
  },
};

/** Every action, in the order of the menu. */
export const ACTIONS: readonly Action[] = [REWRITE, SIMPLIFY];

/** The action called `id`, or `undefined` when there is none. */
export function actionOf(id: string): Action | undefined {
  return ACTIONS.find((action) => action.id === id);
}

import type { CustomAction } from "../../config.ts";
import { filledText, hotkey, nameText, oneOf, textLike } from "../rules.ts";
import type { EntriesOf, RowsShape } from "../shape.ts";
import { template, templateOrNothing, variablesText } from "../template-rule.ts";

const VARIABLES = ["selection", "language", "file", "diagnostics"];

const ACTION: EntriesOf<CustomAction> = {
  id: {
    rule: textLike(
      (text) => /^[a-z][\da-z_-]{0,63}$/u.test(text),
      "must be up to 64 small letters, digits, - and _, with a letter first",
    ),
    isRequired: true,
    example: "handle-errors",
    description: "A name of its own, as in hexai-tmux-action --action. Required.",
  },
  title: {
    rule: nameText(),
    isRequired: true,
    example: "Handle every error",
    description: "What menus show. Required.",
  },
  kind: {
    rule: textLike(
      (text) => /^[A-Za-z]+(?:\.[A-Za-z]+)*$/u.test(text),
      'must be a kind of code action, such as "refactor.rewrite" or "quickfix"',
    ),
    default: "refactor",
    description: "Where an editor lists it: a kind of the language server protocol.",
  },
  scope: {
    rule: oneOf(["selection", "diagnostics"]),
    default: "selection",
    description: "What it needs: a selection, or diagnostics in it.",
  },
  hotkey: {
    rule: hotkey(),
    example: "h",
    description: "Its key in the menu of custom actions.",
  },
  instruction: {
    rule: filledText(),
    example: "Handle every error.",
    description: "What is to be done with the selection. Either this or user is required.",
  },
  user: {
    rule: template(VARIABLES),
    example: "Why this error?\n{{diagnostics}}\n{{selection}}",
    description: `What the model is asked, in full. Variables: ${variablesText(VARIABLES)}.`,
  },
  system: {
    rule: templateOrNothing(VARIABLES),
    example: "You add a comment that explains the error, and change nothing else.",
    description: "What it is told first. The same variables. Without it: the built-in text.",
  },
};

export const CUSTOM_ACTIONS: RowsShape<CustomAction> = {
  row: ACTION,
  description: "Actions of your own, for the editor and for tmux.",
  examples: [
    {
      id: "handle-errors",
      title: "Handle every error",
      kind: "refactor",
      scope: "selection",
      hotkey: "h",
      instruction: "Handle every error.",
    },
    {
      id: "explain-error",
      title: "Explain the error",
      kind: "quickfix",
      scope: "diagnostics",
      hotkey: "e",
      user: "Why this error?\n{{diagnostics}}\n{{selection}}",
      system: "You add a comment that explains the error, and change nothing else.",
    },
  ],
  inProject: true,
};

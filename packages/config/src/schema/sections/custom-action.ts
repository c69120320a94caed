import type { CustomAction } from "../../config.ts";
import { filledText, hotkey, nameText, oneOf, textLike } from "../rules.ts";
import type { EntriesOf, RowsShape } from "../shape.ts";
import { template, templateOrNothing, variablesText } from "../template-rule.ts";

const VARIABLES = ["selection", "language", "file", "diagnostics"];

const ACTION: EntriesOf<CustomAction> = {
  id: {
    rule: textLike(
      (text) => /^[a-z][\da-z_-]{0,63}$/u.test(text),
      "must be up to 64 lower-case letters, digits, - and _, beginning with a letter",
    ),
    isRequired: true,
    example: "handle-errors",
    description: "A unique name, used by hexai-tmux-action --action. Required.",
  },
  title: {
    rule: nameText(),
    isRequired: true,
    example: "Handle every error",
    description: "The title in menus. Required.",
  },
  kind: {
    rule: textLike(
      (text) => /^[A-Za-z]+(?:\.[A-Za-z]+)*$/u.test(text),
      'must be a kind of code action, such as "refactor.rewrite" or "quickfix"',
    ),
    default: "refactor",
    description: "The code action kind, by which an editor groups it.",
  },
  scope: {
    rule: oneOf(["selection", "diagnostics"]),
    default: "selection",
    description: "What it needs: a selection, or diagnostics in the selection.",
  },
  hotkey: {
    rule: hotkey(),
    example: "h",
    description: "Its hotkey in the menu of custom actions.",
  },
  instruction: {
    rule: filledText(),
    example: "Handle every error.",
    description: "What to do with the selection. Either this or user is required.",
  },
  user: {
    rule: template(VARIABLES),
    example: "Why this error?\n{{diagnostics}}\n{{selection}}",
    description: `The whole user prompt. Variables: ${variablesText(VARIABLES)}.`,
  },
  system: {
    rule: templateOrNothing(VARIABLES),
    example: "You add a comment that explains the error, and change nothing else.",
    description:
      "The system prompt. It takes the same variables. If not set, the built-in text is used.",
  },
};

export const CUSTOM_ACTIONS: RowsShape<CustomAction> = {
  row: ACTION,
  description: "Custom actions for the editor and for tmux.",
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

import type { PromptsSettings } from "../../config.ts";
import { anyText } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";
import { template, templateOrNothing, variablesText } from "../template-rule.ts";
import { CODE_ACTION_PROMPTS } from "./code-action-prompts.ts";

const AT_CURSOR = ["language", "file", "prefix", "suffix"];
const AT_TAG = [...AT_CURSOR, "instruction"];
const IN_CHAT = ["language", "file"];

export const PROMPTS: EntriesOf<PromptsSettings> = {
  completion: {
    section: {
      system: {
        rule: templateOrNothing(AT_CURSOR),
        example: "You write the code that belongs at the cursor, and nothing else.",
        description: `Completions by a chat model: the system prompt.
Variables: ${variablesText(AT_CURSOR)}.`,
        inProject: true,
      },
      user: {
        rule: template(AT_CURSOR),
        example: "File {{file}}:\n{{prefix}}<CURSOR>{{suffix}}",
        description: "The user prompt. It takes the same variables.",
        inProject: true,
      },
      inline_system: {
        rule: templateOrNothing(AT_TAG),
        example: "You write what an instruction in a text asks for, and nothing else.",
        description: `Instructions inside a document (inline_open): the system prompt.
Variables: ${variablesText(AT_TAG)}.`,
        inProject: true,
      },
      inline_user: {
        rule: template(AT_TAG),
        example: "{{instruction}}\n\n{{prefix}}<CURSOR>{{suffix}}",
        description: "The user prompt. It takes the same variables.",
        inProject: true,
      },
    },
  },
  code_action: { section: CODE_ACTION_PROMPTS },
  chat: {
    section: {
      system: {
        rule: templateOrNothing(IN_CHAT),
        example: "You answer in at most three sentences.",
        description: `Questions in the editor: the system prompt. Variables: ${variablesText(IN_CHAT)}.`,
        inProject: true,
      },
    },
  },
  cli: {
    section: {
      default_system: {
        rule: anyText(),
        example: "You answer in one line.",
        description: "Questions in the terminal: the system prompt. It takes no variables.",
        inProject: true,
      },
      explain_system: {
        rule: anyText(),
        example: "You explain, with examples.",
        description:
          "The system prompt when the word explain is in the question. It takes no variables.",
        inProject: true,
      },
    },
  },
};

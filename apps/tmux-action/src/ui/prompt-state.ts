import type { Key } from "./key.ts";
import { nextText } from "./text-input.ts";

/** A field for one line of text. */
export interface PromptState {
  readonly question: string;
  readonly text: string;
}

export type PromptStep =
  | { readonly type: "prompt"; readonly prompt: PromptState }
  | { readonly type: "entered"; readonly text: string }
  | { readonly type: "left" };

/** Enter takes a text that says something; Esc takes none. */
export function nextPromptState(prompt: PromptState, key: Key): PromptStep {
  switch (key.type) {
    case "escape":
    case "interrupt": {
      return { type: "left" };
    }
    case "enter": {
      const text = prompt.text.trim();
      return text === "" ? { type: "prompt", prompt } : { type: "entered", text };
    }
    default: {
      return { type: "prompt", prompt: { ...prompt, text: nextText(prompt.text, key) } };
    }
  }
}

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
  if (key.type === "escape" || key.type === "interrupt") {
    return { type: "left" };
  }
  if (key.type !== "enter") {
    return { type: "prompt", prompt: { ...prompt, text: nextText(prompt.text, key) } };
  }
  const text = prompt.text.trim();
  return text === "" ? { type: "prompt", prompt } : { type: "entered", text };
}

import type { Key } from "./key.ts";
import { nextField, type TextField } from "./text-field.ts";

/** A field for a text. */
export interface PromptState {
  readonly question: string;
  readonly field: TextField;
}

export type PromptStep =
  | { readonly type: "prompt"; readonly prompt: PromptState }
  | { readonly type: "entered"; readonly text: string }
  | { readonly type: "cancelled" };

/** Enter accepts a text that is not blank; Esc cancels. */
export function nextPromptState(prompt: PromptState, key: Key): PromptStep {
  if (key.type === "escape" || key.type === "interrupt") {
    return { type: "cancelled" };
  }
  if (key.type !== "enter") {
    return { type: "prompt", prompt: { ...prompt, field: nextField(prompt.field, key) } };
  }
  const text = (prompt.field.before + prompt.field.after).trim();
  return text === "" ? { type: "prompt", prompt } : { type: "entered", text };
}

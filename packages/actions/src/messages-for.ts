import type { Action } from "./action.ts";
import { fillTemplate } from "./fill-template.ts";

/** What the templates of an action are filled with. */
export interface ActionInput {
  readonly selection: string;
  /** Absent for an action that needs none. */
  readonly instruction?: string | undefined;
  /** The name of the selection's language; absent when it is not known. */
  readonly language?: string | undefined;
}

/** A message as a model gets it. */
export interface ActionMessage {
  readonly role: "system" | "user";
  readonly text: string;
}

/** The messages that ask a model for `action`. */
export function messagesFor(action: Action, input: ActionInput): readonly ActionMessage[] {
  const values = new Map([
    ["selection", input.selection],
    ["instruction", input.instruction ?? ""],
    ["language", input.language ?? "not known"],
  ]);
  return [
    { role: "system", text: fillTemplate(action.prompt.system, values) },
    { role: "user", text: fillTemplate(action.prompt.user, values) },
  ];
}

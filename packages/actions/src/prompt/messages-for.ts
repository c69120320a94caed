import type { Action } from "../catalogue/action.ts";
import { fillTemplate } from "./fill-template.ts";

/** What the templates of an action are filled with. */
export interface ActionInput {
  readonly selection: string;
  /** Absent for an action that needs none. */
  readonly instruction?: string | undefined;
  /** The name of the selection's language; absent when it is not known. */
  readonly language?: string | undefined;
  /** The name of the selection's file; absent when it is not known. */
  readonly file?: string | undefined;
  readonly diagnostics?: readonly string[] | undefined;
  /** How tests are written in the language. */
  readonly conventions?: string | undefined;
}

/** A message as a model gets it. */
export interface ActionMessage {
  readonly role: "system" | "user" | "assistant";
  readonly text: string;
}

/** The messages that ask a model for `action`. */
export function messagesFor(action: Action, input: ActionInput): readonly ActionMessage[] {
  const { selection, instruction, language, file, diagnostics = [], conventions } = input;
  const values = new Map([
    ["selection", selection],
    ["instruction", instruction ?? ""],
    ["language", language ?? "not known"],
    ["file", file ?? "not known"],
    ["diagnostics", diagnostics.map((diagnostic) => `- ${diagnostic}`).join("\n")],
    ["conventions", conventions ?? ""],
  ]);
  const system = fillTemplate(action.prompt.system, values);
  const user = { role: "user", text: fillTemplate(action.prompt.user, values) } as const;
  return system.trim() === "" ? [user] : [{ role: "system", text: system }, user];
}

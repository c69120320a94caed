import type { ChatMessage } from "@hexai/chat";

import type { Action } from "../catalogue/action.ts";

/** The values for the placeholders of an action's templates. */
export interface ActionInput {
  readonly selection: string;
  /** Undefined for an action without an instruction. */
  readonly instruction?: string | undefined;
  /** The name of the selection's language; undefined when it is not known. */
  readonly language?: string | undefined;
  /** The name of the selection's file; undefined when it is not known. */
  readonly file?: string | undefined;
  readonly diagnostics?: readonly string[] | undefined;
  /** A description of how tests are written in the language. */
  readonly conventions?: string | undefined;
}

/** The messages that ask a model for `action`. */
export function messagesFor(action: Action, input: ActionInput): readonly ChatMessage[] {
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
  const user = { role: "user", content: fillTemplate(action.prompt.user, values) } as const;
  return system.trim() === "" ? [user] : [{ role: "system", content: system }, user];
}

/**
 * Replaces every `{{name}}` by its value, in one pass, so that a `{{name}}` inside a value is left alone. A name without a value
 * is left as it is.
 */
export function fillTemplate(template: string, values: ReadonlyMap<string, string>): string {
  return template.replaceAll(
    /\{\{\s*([a-z_]+)\s*\}\}/g,
    (placeholder, name: string) => values.get(name) ?? placeholder,
  );
}

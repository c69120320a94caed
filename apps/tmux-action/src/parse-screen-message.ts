import * as v from "valibot";

import type { FromScreen, ToScreen } from "./screen-messages.ts";

/** What the text says to the screen; `undefined` when it is no such message. */
export function parseToScreen(text: string): ToScreen | undefined {
  return parse(TO_SCREEN, text);
}

/** What the text says to the program; `undefined` when it is no such message. */
export function parseFromScreen(text: string): FromScreen | undefined {
  return parse(FROM_SCREEN, text);
}

const ITEM = v.object({
  id: v.string(),
  title: v.string(),
  hotkey: v.optional(v.string()),
  does: v.picklist(["act", "open-custom", "skip"]),
  wantsPrompt: v.boolean(),
});

const EDITOR = v.object({
  command: v.array(v.string()),
  cwd: v.string(),
  env: v.record(v.string(), v.optional(v.string())),
  file: v.string(),
});

const TO_SCREEN: v.GenericSchema<unknown, ToScreen> = v.variant("type", [
  v.object({
    type: v.literal("hello"),
    selection: v.string(),
    isColorful: v.boolean(),
    editor: v.optional(EDITOR),
  }),
  v.object({
    type: v.literal("menu"),
    menu: v.object({ items: v.array(ITEM), customItems: v.array(ITEM) }),
  }),
  v.object({ type: v.literal("chosen"), item: ITEM }),
  v.object({ type: v.literal("delta"), text: v.string() }),
  v.object({ type: v.literal("answer"), before: v.string(), after: v.string() }),
  v.object({ type: v.picklist(["failure", "notice"]), message: v.string() }),
]);

const FROM_SCREEN: v.GenericSchema<unknown, FromScreen> = v.variant("type", [
  v.object({ type: v.picklist(["ready", "cancel", "decline", "failure-seen"]) }),
  v.object({ type: v.literal("start"), id: v.string(), instruction: v.optional(v.string()) }),
  v.object({ type: v.literal("again"), instruction: v.string() }),
  v.object({ type: v.picklist(["copy", "accept"]), text: v.string() }),
]);

function parse<T>(schema: v.GenericSchema<unknown, T>, text: string): T | undefined {
  try {
    const { success, output } = v.safeParse(schema, JSON.parse(text));
    return success ? output : undefined;
  } catch {
    return undefined; // no JSON
  }
}

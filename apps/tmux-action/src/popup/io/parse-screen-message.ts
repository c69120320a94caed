import type { EditorSetup, FromScreen, Menu, MenuItem, ToScreen } from "../screen-messages.ts";

// By hand: the popup would load a library that checks before it shows anything.

/** What the text says to the screen; `undefined` when it is no such message. */
export function parseToScreen(text: string): ToScreen | undefined {
  const value = valueOf(text);
  return isOneOf<ToScreen>(value, TO_SCREEN) ? value : undefined;
}

/** What the text says to the program; `undefined` when it is no such message. */
export function parseFromScreen(text: string): FromScreen | undefined {
  const value = valueOf(text);
  return isOneOf<FromScreen>(value, FROM_SCREEN) ? value : undefined;
}

type Check<T> = (value: unknown) => value is T;
/** What is wanted of each member. */
type Shape<T> = { readonly [Name in keyof T]-?: Check<T[Name]> };
/** The shapes of a union of messages by their type. */
type Shapes<Message extends { readonly type: string }> = {
  readonly [Type in Message["type"]]: Shape<Omit<Extract<Message, { type: Type }>, "type">>;
};

const isItem = shaped<MenuItem>({
  id: isString,
  title: isString,
  hotkey: optional(isString),
  does: (value) => value === "act" || value === "open-custom" || value === "skip",
  wantsPrompt: isBoolean,
});

const TO_SCREEN: Shapes<ToScreen> = {
  hello: {
    selection: isString,
    isColorful: isBoolean,
    editor: optional(
      shaped<EditorSetup & { readonly file: string }>({
        cwd: isString,
        env: (value): value is EditorSetup["env"] =>
          isRecord(value) && Object.values(value).every(optional(isString)),
        file: isString,
      }),
    ),
  },
  menu: { menu: shaped<Menu>({ items: listOf(isItem), customItems: listOf(isItem) }) },
  chosen: { item: isItem },
  delta: { text: isString },
  answer: { before: isString, after: isString },
  failure: { message: isString },
  notice: { message: isString },
};

const FROM_SCREEN: Shapes<FromScreen> = {
  ready: {},
  start: { id: isString, instruction: optional(isString) },
  again: { instruction: isString },
  cancel: {},
  copy: { text: isString },
  accept: { text: isString },
  decline: {},
  "failure-seen": {},
};

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON
  }
}

function isOneOf<Message extends { readonly type: string }>(
  value: unknown,
  shapes: Shapes<Message>,
): value is Message {
  const type = isRecord(value) ? value["type"] : undefined;
  const shape = new Map<unknown, object>(Object.entries(shapes)).get(type);
  return shape !== undefined && hasShape(value, shape);
}

function shaped<T>(shape: Shape<T>): Check<T> {
  return (value): value is T => hasShape(value, shape);
}

function hasShape(value: unknown, shape: object): boolean {
  const checks: readonly (readonly [string, Check<unknown>])[] = Object.entries(shape);
  return isRecord(value) && checks.every(([name, check]) => check(value[name]));
}

function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || check(value);
}

function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(check);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

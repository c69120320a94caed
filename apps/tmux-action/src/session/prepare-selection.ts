import {
  type Action,
  missingInput,
  type PreparedAction,
  prepareAction,
  splitDiagnostics,
} from "@hexai/actions";
import { UserError } from "@hexai/process";

/** What an action gets in addition to the selection. */
export interface SelectionSource {
  /** The selection's file, if there is one: its ending tells the language. */
  readonly path?: string | undefined;
  /** What the user typed. */
  readonly instruction?: string | undefined;
  /** Whether tests stand below the code that they test. Otherwise they stand alone. */
  readonly keepsCode: boolean;
}

/** An action on a selection, ready to be asked for. */
export interface PreparedSelection extends PreparedAction {
  /** The text that the result replaces, for the preview. */
  readonly before: string;
  again(answer: string, further: string): PreparedSelection;
}

/**
 * Makes `action` ready for a selection as it was piped. A report of diagnostics in front of it belongs to the input, not
 * to the code.
 *
 * @throws {UserError} When the bytes are no text, or not what the action needs.
 */
export function prepareSelection(
  action: Action,
  bytes: Uint8Array,
  { path, instruction, keepsCode }: SelectionSource,
): PreparedSelection {
  const input = textOf(bytes);
  const split = splitDiagnostics(input);
  const code = split?.selection ?? input;
  const source = { path, instruction, diagnostics: split?.diagnostics };
  const prepared = prepareAction(action, code, source);
  if (prepared === undefined) {
    throw new UserError(1, problemFor(action.id, missingInput(action, code, source)));
  }
  if (action.result === "replacement") {
    return withBefore(prepared, code, (result) => result);
  }
  return keepsCode
    ? withBefore(prepared, code, (tests) => `${endedLine(code)}\n${tests}`)
    : withBefore(prepared, "", (tests) => tests);
}

function withBefore(
  prepared: PreparedAction,
  before: string,
  placed: (result: string) => string,
): PreparedSelection {
  return {
    before,
    messages: prepared.messages,
    resultOf: (answer) => placed(prepared.resultOf(answer)),
    again: (answer, further) => withBefore(prepared.again(answer, further), before, placed),
  };
}

function endedLine(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

const NEEDS = {
  selection: "the selection is empty; select some text",
  instruction: "needs an instruction; write it into the selection, as in: >!use a map>",
  diagnostics:
    "needs diagnostics; put them above the code, below a first line that says Diagnostics:",
  prompt:
    "needs an instruction; type it in the menu, or write it into the selection, as in: >!use a map>",
} as const;

function problemFor(id: string, lack: keyof typeof NEEDS = "selection"): string {
  return lack === "selection" ? NEEDS.selection : `${id} ${NEEDS[lack]}`;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(
      1,
      "the selection cannot be sent, because it is not UTF-8; convert it first",
      { cause },
    );
  }
}

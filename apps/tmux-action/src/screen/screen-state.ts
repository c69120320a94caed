import type { UserMessage, MenuItem, ScreenMessage } from "../popup/messages.ts";
import type { Key } from "./key.ts";
import type { Size } from "./layout.ts";
import { firstMenuState, type MenuState, nextMenuState } from "./menu-state.ts";
import { firstPreviewState, fitted, nextPreviewState, type PreviewState } from "./preview-state.ts";
import { nextPromptState, type PromptState } from "./prompt-state.ts";
import { EMPTY_FIELD } from "./text-field.ts";

/** Everything that the screen shows. */
export interface ScreenState {
  readonly size: Size;
  readonly isColorful: boolean;
  /** The text that an action will work on; empty until the program has sent it. */
  readonly selection: string;
  /** Whether there is an editor for results. */
  readonly canEdit: boolean;
  /** Undefined when the action was chosen beforehand. */
  readonly menu: MenuState | undefined;
  /** What was chosen. */
  readonly item: MenuItem | undefined;
  /** The latest result. It stays while the model is asked again. */
  readonly preview: PreviewState | undefined;
  readonly mode: Mode;
}

export type Mode =
  /** The program has sent nothing to show yet; `typed` is replayed when it does. */
  | { readonly type: "waiting"; readonly typed: readonly Key[] }
  | { readonly type: "menu" }
  /** Asks what is to be done, or with `isAgain` what is to be different. */
  | { readonly type: "prompt"; readonly prompt: PromptState; readonly isAgain: boolean }
  | { readonly type: "working"; readonly elapsedMs: number; readonly answer: string }
  | { readonly type: "preview" }
  | { readonly type: "failure"; readonly message: string }
  /** The editor has the terminal. */
  | { readonly type: "editing" }
  | { readonly type: "over" };

export type ScreenEvent =
  | { readonly type: "message"; readonly message: ScreenMessage }
  | { readonly type: "key"; readonly key: Key }
  | { readonly type: "resize"; readonly size: Size }
  /** Time has passed. */
  | { readonly type: "tick"; readonly byMs: number }
  | { readonly type: "edited"; readonly text: string }
  | { readonly type: "edit-failure"; readonly message: string };

/** The state after an event, and a message for the program. */
export interface ScreenStep {
  readonly state: ScreenState;
  readonly tell?: UserMessage | undefined;
}

const WORKING: Mode = { type: "working", elapsedMs: 0, answer: "" };

export function firstScreenState(size: Size): ScreenState {
  return {
    size,
    isColorful: false,
    selection: "",
    canEdit: false,
    menu: undefined,
    item: undefined,
    preview: undefined,
    mode: { type: "waiting", typed: [] },
  };
}

export function nextScreenState(state: ScreenState, event: ScreenEvent): ScreenStep {
  const { mode, preview } = state;
  switch (event.type) {
    case "message": {
      const typed = mode.type === "waiting" ? mode.typed : [];
      return replayKeys(typed, onMessage(state, event.message));
    }
    case "key": {
      return onKey(state, event.key);
    }
    case "resize": {
      const { size } = event;
      return { state: { ...state, size, preview: preview && fitted(preview, size) } };
    }
    case "tick": {
      return mode.type === "working"
        ? show(state, { ...mode, elapsedMs: mode.elapsedMs + event.byMs })
        : { state };
    }
    case "edited": {
      return { state: withPreview(state, preview?.before ?? "", event.text) };
    }
    case "edit-failure": {
      return show(
        { ...state, preview: preview && { ...preview, notice: event.message } },
        {
          type: "preview",
        },
      );
    }
    default: {
      return event satisfies never;
    }
  }
}

function onMessage(state: ScreenState, message: ScreenMessage): ScreenState {
  const { mode, preview } = state;
  switch (message.type) {
    case "hello": {
      const { selection, isColorful, editor } = message;
      return { ...state, selection, isColorful, canEdit: editor !== undefined };
    }
    case "menu": {
      return { ...state, menu: firstMenuState(message.menu), mode: { type: "menu" } };
    }
    case "chosen": {
      return { ...state, item: message.item, mode: modeFor(message.item) };
    }
    case "delta": {
      return mode.type === "working"
        ? { ...state, mode: { ...mode, answer: mode.answer + message.text } }
        : state;
    }
    case "answer": {
      return mode.type === "working" ? withPreview(state, message.before, message.after) : state;
    }
    case "failure": {
      return { ...state, mode: { type: "failure", message: message.message } };
    }
    case "notice": {
      return { ...state, preview: preview && { ...preview, notice: message.message } };
    }
    default: {
      return message satisfies never;
    }
  }
}

/** Replays keys that were typed before the menu appeared, up to the first one that triggers an action. */
function replayKeys(keys: readonly Key[], state: ScreenState): ScreenStep {
  const takesKeys = state.mode.type === "menu" || state.mode.type === "prompt";
  return (takesKeys ? keys : []).reduce<ScreenStep>(
    (step, key) => {
      const next = onKey(step.state, key);
      return { state: next.state, tell: step.tell ?? next.tell };
    },
    { state },
  );
}

function onKey(state: ScreenState, key: Key): ScreenStep {
  const { mode, menu, preview } = state;
  switch (mode.type) {
    case "menu": {
      return menu === undefined ? { state } : onMenuKey(state, menu, key);
    }
    case "prompt": {
      return onPromptKey(state, mode, key);
    }
    case "preview": {
      return preview === undefined ? { state } : onPreviewKey(state, preview, key);
    }
    case "waiting": {
      return isCancelKey(key)
        ? endWith(state, { type: "decline" })
        : show(state, { type: "waiting", typed: [...mode.typed, key] });
    }
    case "working": {
      if (!isCancelKey(key)) {
        return { state };
      }
      return preview === undefined
        ? endWith(state, { type: "decline" })
        : show(state, { type: "preview" }, { type: "cancel" });
    }
    case "failure": {
      if (key.type === "paste") {
        return { state };
      }
      return preview === undefined
        ? endWith(state, { type: "failure-seen" })
        : show(state, { type: "preview" });
    }
    case "editing":
    case "over": {
      return { state };
    }
    default: {
      return mode satisfies never;
    }
  }
}

function onMenuKey(state: ScreenState, menu: MenuState, key: Key): ScreenStep {
  const step = nextMenuState(menu, key);
  switch (step.type) {
    case "menu": {
      return { state: { ...state, menu: step.menu } };
    }
    case "cancelled": {
      return endWith(state, { type: "decline" });
    }
    case "chosen": {
      const { item } = step;
      const chosen = { ...state, item };
      return item.wantsPrompt
        ? show(chosen, modeFor(item))
        : show(chosen, WORKING, { type: "start", id: item.id });
    }
    default: {
      return step satisfies never;
    }
  }
}

function onPromptKey(
  state: ScreenState,
  { prompt, isAgain }: Mode & { type: "prompt" },
  key: Key,
): ScreenStep {
  const step = nextPromptState(prompt, key);
  switch (step.type) {
    case "prompt": {
      return show(state, { type: "prompt", prompt: step.prompt, isAgain });
    }
    case "entered": {
      const tell: UserMessage = isAgain
        ? { type: "again", instruction: step.text }
        : { type: "start", id: state.item?.id ?? "", instruction: step.text };
      return show(state, WORKING, tell);
    }
    case "cancelled": {
      if (isAgain) {
        return show(state, { type: "preview" });
      }
      return state.menu === undefined
        ? endWith(state, { type: "decline" })
        : show(state, { type: "menu" });
    }
    default: {
      return step satisfies never;
    }
  }
}

function onPreviewKey(state: ScreenState, preview: PreviewState, key: Key): ScreenStep {
  const step = nextPreviewState(preview, key);
  switch (step.type) {
    case "preview": {
      return { state: { ...state, preview: step.preview } };
    }
    case "accept": {
      return endWith(state, { type: "accept", text: preview.after });
    }
    case "edit": {
      const notice = "no editor: set HEXAI_EDITOR, VISUAL or EDITOR";
      return state.canEdit
        ? show(state, { type: "editing" })
        : { state: { ...state, preview: { ...preview, notice } } };
    }
    case "again": {
      const prompt = { question: "What is to be different?", field: EMPTY_FIELD };
      return show(state, { type: "prompt", prompt, isAgain: true });
    }
    case "copy": {
      return { state, tell: { type: "copy", text: preview.after } };
    }
    case "cancelled": {
      return endWith(state, { type: "decline" });
    }
    default: {
      return step satisfies never;
    }
  }
}

/** The mode after an action was chosen. */
function modeFor(item: MenuItem): Mode {
  const prompt = { question: "What is to be done?", field: EMPTY_FIELD };
  return item.wantsPrompt ? { type: "prompt", prompt, isAgain: false } : WORKING;
}

function withPreview(state: ScreenState, before: string, after: string): ScreenState {
  const preview = firstPreviewState(before, after, state.size);
  return { ...state, preview, mode: { type: "preview" } };
}

function isCancelKey(key: Key): boolean {
  return key.type === "escape" || key.type === "interrupt";
}

function show(state: ScreenState, mode: Mode, tell?: UserMessage): ScreenStep {
  return { state: { ...state, mode }, tell };
}

function endWith(state: ScreenState, message: UserMessage): ScreenStep {
  return show(state, { type: "over" }, message);
}

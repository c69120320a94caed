import type { ProgramName } from "@hexai/testing";

import type { Scene } from "./scene.ts";

/** What a user does in an editor. Each client drives it in its own way: a real editor, or the model of a plugin. */
export interface EditorClient {
  /** Opens a file of the project. */
  open(name: string): Promise<void>;
  /** Opens a buffer that has no file, for prose. */
  openUnnamed(): Promise<void>;
  /** Puts the cursor behind the first place of `text`, or at the beginning of the document. */
  moveBehind(text: string): Promise<void>;
  /** Types at the cursor, and goes on as when more is to be typed if `staysInWord`. */
  type(text: string, options?: TypeOptions): Promise<void>;
  /** Waits until the server's item is on the screen, as the users of this editor get it there. */
  awaitItem(): Promise<void>;
  /** Whether it is on the screen. */
  hasItem(): Promise<boolean>;
  /** Takes the item that is on the screen. */
  acceptItem(): Promise<void>;
  /** Selects whole lines, counted from 0, and chooses a code action. */
  act(title: string, first: number, last: number): Promise<void>;
  /** Takes back one step. */
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** The document as it would be saved. */
  text(): Promise<string>;
  /** What the editor has told its user so far. */
  told(): Promise<string>;
  close(): Promise<void>;
  /** Ends the server and starts it anew, as this editor does it. */
  restart(): Promise<void>;
}

interface TypeOptions {
  /** The time for a key, in milliseconds. @default as fast as the editor takes them */
  readonly keyMs?: number;
  /** The user does not leave the place where the text goes in. @default false */
  readonly staysInWord?: boolean;
}

/** A column of the table. */
export interface ClientColumn {
  /** The real editor that it needs. Undefined for a model. */
  readonly program?: ProgramName;
  readonly start: (
    scene: Scene,
    onEnd: (end: () => Promise<void>) => void,
  ) => Promise<EditorClient>;
  /** One editor serves all rows, one after the other, because it takes long to start. @default false */
  readonly isShared?: boolean;
  /** Whether an item of several lines goes in whole. */
  readonly lines: "all" | "first";
  /** The rows that the client cannot do, and why: because of itself, not of the server. */
  readonly cannot: Readonly<Record<string, string>>;
}

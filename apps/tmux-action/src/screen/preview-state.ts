import type { StyledLine } from "@hexai/terminal";

import { type DiffBlock, diffBlocks } from "./diff-blocks.ts";
import { diffLines } from "./diff-lines.ts";
import type { Key } from "./key.ts";
import { type Size, layoutOf } from "./layout.ts";

/** A result that the user may accept. */
export interface PreviewState {
  /** The text that it would replace. */
  readonly before: string;
  readonly after: string;
  readonly blocks: readonly DiffBlock[];
  /** The comparison as it is drawn. */
  readonly lines: readonly StyledLine[];
  /** How many of them there is room for. */
  readonly room: number;
  /** The first one that is shown. */
  readonly top: number;
  /** One line about what was just done. */
  readonly notice: string | undefined;
}

export type PreviewStep =
  | { readonly type: "preview"; readonly preview: PreviewState }
  | { readonly type: "accept" | "edit" | "again" | "copy" | "cancelled" };

export function firstPreviewState(before: string, after: string, size: Size): PreviewState {
  const blocks = diffBlocks(before, after);
  return fitted({ before, after, blocks, lines: [], room: 1, top: 0, notice: undefined }, size);
}

/** The same preview for another size of the screen. */
export function fitted(preview: PreviewState, size: Size): PreviewState {
  const lines = diffLines(preview.blocks, size.columns);
  return scrolled({ ...preview, lines, room: layoutOf(size).body }, 0);
}

export function nextPreviewState(preview: PreviewState, key: Key): PreviewStep {
  if (key.type === "enter") {
    return { type: "accept" };
  }
  if (key.type === "escape" || key.type === "interrupt") {
    return { type: "cancelled" };
  }
  if (key.type === "text") {
    return command(preview, key.text);
  }
  return { type: "preview", preview: scrolled(preview, lengthOf(key, preview.room)) };
}

const COMMANDS: Readonly<Record<string, "again" | "copy" | "edit" | "cancelled">> = {
  e: "edit",
  n: "again",
  q: "cancelled",
  y: "copy",
};

function command(preview: PreviewState, character: string): PreviewStep {
  const type = COMMANDS[character];
  if (type !== undefined) {
    return { type };
  }
  const by = { j: 1, k: -1, g: -Infinity, G: Infinity, " ": preview.room }[character] ?? 0;
  return { type: "preview", preview: scrolled(preview, by) };
}

function lengthOf({ type }: Key, room: number): number {
  const lengths: Partial<Record<Key["type"], number>> = {
    up: -1,
    down: 1,
    "page-up": -room,
    "erase-line": -room,
    "page-down": room,
    home: -Infinity,
    end: Infinity,
  };
  return lengths[type] ?? 0;
}

function scrolled(preview: PreviewState, by: number): PreviewState {
  const last = Math.max(0, preview.lines.length - preview.room);
  return { ...preview, top: Math.min(last, Math.max(0, preview.top + by)), notice: undefined };
}

import type { StatusOptions } from "./status-options.ts";

/** What the user's environment says about the status line. */
export interface StatusSettings extends StatusOptions {
  /** False when the user wants no status line at all. */
  readonly enabled: boolean;
}

const OFF: ReadonlySet<string> = new Set(["0", "off", "false", "no"]);

/**
 * Reads the `HEXAI_TMUX_STATUS…` variables; empty ones count as unset.
 *
 * - `HEXAI_TMUX_STATUS`: `0`, `off`, `false` or `no` disables the line.
 * - `_THEME`, `_FG`, `_BG`: as in {@link StatusOptions}.
 * - `_NARROW`: any value but `0`, `off`, `false`, `no` leaves the part about one model out.
 * - `_MAXLEN`: widest line in display cells, a whole number; anything else means no limit.
 */
export function statusOptionsOf(env: Readonly<Record<string, string | undefined>>): StatusSettings {
  return {
    enabled: isOn(env["HEXAI_TMUX_STATUS"], true),
    theme: env["HEXAI_TMUX_STATUS_THEME"],
    fg: env["HEXAI_TMUX_STATUS_FG"],
    bg: env["HEXAI_TMUX_STATUS_BG"],
    narrow: isOn(env["HEXAI_TMUX_STATUS_NARROW"], false),
    maxWidth: wholeNumberOf(env["HEXAI_TMUX_STATUS_MAXLEN"]),
  };
}

function isOn(value: string | undefined, unset: boolean): boolean {
  const word = value?.trim().toLowerCase() ?? "";
  return word === "" ? unset : !OFF.has(word);
}

function wholeNumberOf(value: string | undefined): number | undefined {
  const digits = value?.trim() ?? "";
  return /^\d+$/.test(digits) ? Number(digits) : undefined;
}

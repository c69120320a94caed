import type { HistorySettings } from "@hexai/config";

const OFF = ["", "0", "false", "no", "off"];

/** Why a conversation is not kept; undefined when it is. */
export function reasonNotKept(
  { enabled }: Pick<HistorySettings, "enabled">,
  env: Readonly<Record<string, string | undefined>>,
): "HEXAI_NO_LOG" | "history.enabled" | undefined {
  if (!OFF.includes((env["HEXAI_NO_LOG"] ?? "").trim().toLowerCase())) {
    return "HEXAI_NO_LOG";
  }
  return enabled ? undefined : "history.enabled";
}

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

/** The end of a sentence that begins with "none is kept"; empty when conversations are kept. */
export function whyNoneIsKept(
  settings: Pick<HistorySettings, "enabled">,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const reason = reasonNotKept(settings, env);
  if (reason === undefined) {
    return "";
  }
  return reason === "HEXAI_NO_LOG"
    ? ", because HEXAI_NO_LOG is set"
    : ", because history.enabled is false";
}

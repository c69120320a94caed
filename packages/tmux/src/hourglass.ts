import { commandText } from "./command-text.ts";

const HOURGLASS = "⏳";

/** Whether a text has an hourglass, which is valid only while the process that wrote it lives. */
export function isBusy(text: string): boolean {
  return text.includes(HOURGLASS);
}

/** The text behind the hourglass: the Σ line, or nothing before the first Σ. */
export function idleTextOf(text: string): string {
  const lead = `${HOURGLASS} `;
  return text.includes(lead) ? text.replace(lead, "") : "";
}

/** The version is compared as text, and tmux that is older than this comparison takes the condition for false. */
const SINCE_3_2 = "#{||:#{>=:#{version},3.2},#{m:3.1[0-9]*,#{version}}}";

/**
 * A command that schedules a check in the tmux server: after `seconds`, when process `pid` is dead and the hourglass is still that
 * process's, `@hexai_status_idle` replaces `@hexai_status`. It does nothing before tmux 3.2, which cannot schedule commands.
 */
export function hourglassWatch(pid: number, seconds: number): readonly string[] {
  const isOurs = `#{&&:#{==:#{@hexai_status_pid},${pid}},#{m:*${HOURGLASS}*,#{@hexai_status}}}`;
  // tmux inserts an option's value without expanding formats in it, so that a hostile text does no harm.
  const copy = String.raw`set-option -gqF @hexai_status \"#{@hexai_status_idle}\"`;
  const look = `if-shell '! kill -0 ${pid} 2>/dev/null' 'if-shell -F "${isOurs}" "${copy}"'`;
  // run-shell expands its argument when it is scheduled; a doubled `#` delays the expansion until the check runs.
  return [
    "if-shell",
    "-F",
    SINCE_3_2,
    commandText(["run-shell", "-b", "-d", String(seconds), "-C", look]),
  ];
}

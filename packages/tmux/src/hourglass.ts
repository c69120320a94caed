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

/** Schedules the check that the option holds when it is scheduled: `run-shell` expands its argument once, and then waits. */
function schedule(seconds: number, quote: string): string {
  return `run-shell -b -d ${seconds} -C ${quote}#{@hexai_status_check}${quote}`;
}

/**
 * Makes the tmux server look every `seconds` whether process `pid` lives, for as long as the hourglass of `owner` is shown. When it
 * is dead, `@hexai_status_idle` replaces `@hexai_status`. The server repeats the check itself: a process that is suspended could not.
 *
 * @param owner - Differs for every text, so that the checks of one text end with it.
 * @returns The check, for the option `@hexai_status_check`, and the command that schedules it, which does nothing before tmux 3.2.
 */
export function hourglassWatch(
  pid: number,
  owner: string,
  seconds: number,
): { readonly check: string; readonly start: readonly string[] } {
  const isOurs = `#{&&:#{==:#{@hexai_status_owner},${owner}},#{m:*${HOURGLASS}*,#{@hexai_status}}}`;
  const quote = String.raw`\"`;
  // tmux inserts an option's value without expanding formats in it, so that a hostile text does no harm.
  const copy = `set-option -gqF @hexai_status ${quote}#{@hexai_status_idle}${quote}`;
  const isAlive = `kill -0 ${pid} 2>/dev/null`;
  const look = `if-shell "${isAlive}" "${schedule(seconds, quote)}" "${copy}"`;
  return {
    check: `if-shell -F "${isOurs}" '${look}'`,
    start: ["if-shell", "-F", SINCE_3_2, schedule(seconds, '"')],
  };
}

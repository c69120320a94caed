const HOURGLASS = "⏳";

/** Whether a text says that something is under way, which is true only as long as its writer lives. */
export function isBusy(text: string): boolean {
  return text.includes(HOURGLASS);
}

/** What a busy text says beside that: the Σ that its hourglass leads; nothing when it leads none. */
export function idleTextOf(text: string): string {
  const lead = `${HOURGLASS} `;
  return text.includes(lead) ? text.replace(lead, "") : "";
}

/**
 * Arguments that make the tmux server itself look, in `seconds`, whether process `pid` still runs, and show `@hexai_status_idle`
 * as `@hexai_status` if it does not and the hourglass in it is its own. Needs tmux 3.2.
 */
export function hourglassWatch(pid: number, seconds: number): readonly string[] {
  const isOurs = `#{&&:#{==:#{@hexai_status_pid},${pid}},#{m:*${HOURGLASS}*,#{@hexai_status}}}`;
  // An option's value is put in as it is: nothing in it is expanded, however hostile.
  const copy = String.raw`set-option -gqF @hexai_status \"#{@hexai_status_idle}\"`;
  const look = `if-shell '! kill -0 ${pid} 2>/dev/null' 'if-shell -F "${isOurs}" "${copy}"'`;
  // run-shell expands its argument at once, which would ask now and not then; a doubled sign outlives that.
  return ["run-shell", "-b", "-d", String(seconds), "-C", look.replaceAll("#", "##")];
}

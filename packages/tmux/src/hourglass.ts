const HOURGLASS = "⏳";

/** Whether a text says that something is under way, which is true only as long as its writer lives. */
export function isBusy(text: string): boolean {
  return text.includes(HOURGLASS);
}

/**
 * Arguments that make the tmux server itself look, in `seconds`, whether process `pid` still runs, and take `@hexai_status`
 * away if it does not and the hourglass in it is its own. Needs tmux 3.2.
 */
export function hourglassWatch(pid: number, seconds: number): readonly string[] {
  const isOurs = `#{&&:#{==:#{@hexai_status_pid},${pid}},#{m:*${HOURGLASS}*,#{@hexai_status}}}`;
  const clear = `if-shell -F "${isOurs}" "set-option -gqu @hexai_status"`;
  const look = `if-shell '! kill -0 ${pid} 2>/dev/null' '${clear}'`;
  // run-shell expands its argument at once, which would ask now and not then; a doubled sign outlives that.
  return ["run-shell", "-b", "-d", String(seconds), "-C", look.replaceAll("#", "##")];
}

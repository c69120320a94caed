/** All control characters, C0, DEL and C1. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/gu;

/**
 * A format that `display-message` shows as exactly `text`, on one line: first strftime runs over it, then tmux's own
 * expansion (measured with tmux 3.3a). Only of several `#` in a row one is shown, for tmux has no way to write more.
 */
export function messageFormat(text: string): string {
  return text.replaceAll(CONTROL, " ").replaceAll("%", "%%").replaceAll(/#+/g, "##");
}

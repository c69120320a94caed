/** All control characters, C0, DEL and C1. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/gu;

/**
 * A format that `display-message` shows as exactly `text`, on one line. tmux applies strftime first and then expands formats
 * (measured with tmux 3.3a). A run of `#` is shown as a single one, because tmux cannot escape more.
 */
export function messageFormat(text: string): string {
  return text.replaceAll(CONTROL, " ").replaceAll("%", "%%").replaceAll(/#+/g, "##");
}

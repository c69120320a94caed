/** An empty style: it separates the character before it from the one after it. */
const SEPARATOR = "#[]";

/**
 * Markup that tmux draws as exactly `text`, wherever a status line takes it from: `#{@option}`,
 * `#{E:@option}`, `#{T:@option}` and the output of `#(command)`, also nested.
 *
 * - `#` becomes `###[]`. A `##` alone is halved by `#{E:…}` and again when it is drawn, so that two of
 *   them in a row come out differently under `#{@option}` and `#{E:@option}`. Hash signs in front of
 *   a `#[…]` are left alone by the expansion and halved once, by the drawing.
 * - `%` becomes `%#[]`. Under `#{E:…}` and `#{T:…}` strftime runs over the value, under `#{@option}` it
 *   does not, so that `%%` would be wrong in one of them. `%#[` is no conversion; glibc's strftime
 *   copies it as it is.
 *
 * Source of the rule: tmux's format expansion and drawing, measured with tmux 3.3a on glibc; the
 * end-to-end tests draw hostile names in all four places.
 *
 * @param text - One line without control characters.
 */
export function tmuxLiteral(text: string): string {
  return text.replaceAll(/[#%]/g, (sign) => (sign === "#" ? "##" : sign) + SEPARATOR);
}

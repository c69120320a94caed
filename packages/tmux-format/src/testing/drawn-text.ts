/**
 * The characters that tmux draws for a piece of markup, by the rules of its drawing: a run of `#` is
 * halved, and an odd one in front of `[` begins a style, which ends at `]`.
 */
export function drawnText(markup: string): string {
  return markup.replaceAll(/(#+)(\[[^\]]*\])?/g, (_, hashes: string, style: string | undefined) => {
    const isStyle = style !== undefined && hashes.length % 2 === 1;
    const half = hashes.length / 2;
    return (
      "#".repeat(isStyle ? Math.floor(half) : Math.ceil(half)) + (isStyle ? "" : (style ?? ""))
    );
  });
}

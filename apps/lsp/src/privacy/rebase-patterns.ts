/**
 * The patterns of a `.gitignore` in `directory`, as the one in the root above it would have to write them.
 *
 * @param text - What the file says.
 * @param directory - Relative to the root, with `/` between names; empty for the root itself.
 */
export function rebasePatterns(text: string, directory: string): readonly string[] {
  const prefix = directory === "" ? "" : `/${escaped(directory)}`;
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line) => line.replace(/(?<!\\) +$/, ""))
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const isNegative = line.startsWith("!");
      const pattern = isNegative ? line.slice(1) : line;
      return (isNegative ? "!" : "") + rebased(pattern, prefix);
    });
}

/** A pattern with a slash before its end is about this directory, any other about everything below. */
function rebased(pattern: string, prefix: string): string {
  const isAnchored = pattern.slice(0, -1).includes("/");
  if (isAnchored) {
    return `${prefix}/${pattern.replace(/^\//, "")}`;
  }
  return prefix === "" ? pattern : `${prefix}/**/${pattern}`;
}

function escaped(directory: string): string {
  return directory.replaceAll(/[*?[\\\]]/g, String.raw`\$&`);
}

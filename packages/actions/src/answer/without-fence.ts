/** The content of a Markdown fence around the whole of `text`, or `text` itself when there is no such fence. */
export function withoutFence(text: string): string {
  const lines = text.trim().split(/\r?\n/);
  const fence = /^(`{3,}|~{3,})[^`]*$/.exec(lines[0] ?? "")?.[1];
  if (fence === undefined || lines.length < 2) {
    return text;
  }
  const inner = lines.slice(1, -1);
  return closes(lines.at(-1) ?? "", fence) && isBalanced(inner, fence) ? inner.join("\n") : text;
}

/** Whether no line closes the outer fence early. A bare fence closes an inner one that was opened with a language's name. */
function isBalanced(lines: readonly string[], fence: string): boolean {
  let depth = 0;
  for (const line of lines) {
    if (closes(line, fence)) {
      depth -= 1;
    } else if (line.startsWith(fence)) {
      depth += 1;
    }
    if (depth < 0) {
      return false;
    }
  }
  return depth === 0;
}

function closes(line: string, fence: string): boolean {
  const bare = line.trim();
  return bare.startsWith(fence) && bare.replaceAll(fence.charAt(0), "") === "";
}

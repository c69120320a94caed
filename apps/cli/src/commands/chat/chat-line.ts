/** The text that was typed or pasted at the prompt of a chat. */
export type ChatLine =
  | { readonly type: "nothing" }
  | { readonly type: "question"; readonly text: string }
  | { readonly type: "file"; readonly path: string }
  | { readonly type: "help" | "retry" | "undo" };

const COMMANDS = ["help", "retry", "undo"] as const;

/**
 * What a line is: a command stands alone on its line, `/file` with a path, and everything else is a question, also what begins as a path does:
 * `/etc/hosts what is this`, `/undo my last commit`.
 */
export function parseChatLine(text: string): ChatLine {
  const line = text.trim();
  if (line === "") {
    return { type: "nothing" };
  }
  const [, path] = /^\/file(?:[ \t]+(.+))?$/u.exec(line) ?? [];
  if (path !== undefined || line === "/file") {
    // A terminal that a file is dropped on puts its path in quotes.
    return { type: "file", path: (path ?? "").replace(/^(['"])(.+)\1$/u, "$2") };
  }
  const command = COMMANDS.find((name) => line === `/${name}`);
  return command === undefined ? { type: "question", text } : { type: command };
}

/** What `/help` shows. */
export const CHAT_HELP = `/file PATH  a text or a picture goes along with the next question
/retry      ask the last question again
/undo       take the last turn back
/help       show this
Alt-Enter, Ctrl-J or \\ at the end: another line
Ctrl-C  stop an answer, clear the line
Ctrl-D  leave
`;

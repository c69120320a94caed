const ID = /^\d{8}-\d{6}-[\da-z]+$/;

/** The file of a conversation is called by its id. */
export const FILE_END = ".jsonl";

/** The file with the part of an answer that a process has written so far. */
export const PART_END = ".part";

/**
 * The id of a conversation that begins now. It begins with the time, in UTC, so that ids in alphabetical order are in order of
 * time. What follows needs no randomness: no two processes of a machine have one number at the same time, and a file that exists
 * is not opened.
 */
export function conversationId(at: number, pid: number): string {
  const [date = "", time = ""] = new Date(at).toISOString().split("T");
  const milliseconds = at % 1000;
  const unique = (pid * 1000 + milliseconds).toString(36);
  return `${date.replaceAll("-", "")}-${time.slice(0, 8).replaceAll(":", "")}-${unique}`;
}

/** Whether a text can be the id of a conversation. */
export function isConversationId(text: string): boolean {
  return ID.test(text);
}

const FILE = /^\d{8}-\d{6}-[\da-z]+\.jsonl$/;

/** Whether the file of this name is that of a conversation. */
export function isConversationFile(name: string): boolean {
  return FILE.test(name);
}

/** The conversation whose file has this name, which is one of a conversation. */
export function idOfConversationFile(name: string): string {
  return name.slice(0, -FILE_END.length);
}

/** The conversation whose file has this name; undefined for another file. */
export function idOfFile(name: string): string | undefined {
  return isConversationFile(name) ? idOfConversationFile(name) : undefined;
}

/** The conversation whose part of an answer is in the file of this name; undefined for another file. */
export function idOfPart(name: string): string | undefined {
  const [id = ""] = name.endsWith(PART_END) ? name.split(".", 1) : [];
  return isConversationId(id) ? id : undefined;
}

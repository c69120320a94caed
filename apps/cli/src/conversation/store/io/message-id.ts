import process from "node:process";

let count = 0;

/** An id that no other message has: no two processes of a machine have one number at the same time. */
export function messageId(now: number): string {
  count += 1;
  return [now, process.pid, count].map((part) => part.toString(36)).join("-");
}

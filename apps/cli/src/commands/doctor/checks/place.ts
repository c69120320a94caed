/** What is at a path. */
export type Place =
  | { readonly type: "missing" }
  /** It cannot be looked at, for a reason that the system has a code for. */
  | { readonly type: "hidden"; readonly code: string }
  | Present;

/** Something that is there. */
export interface Present {
  readonly type: "directory" | "file" | "other";
  /** The permission bits, such as 0o600. */
  readonly mode: number;
  /** Whether it belongs to this user; true where the system knows no users. */
  readonly isOwn: boolean;
  readonly bytes: number;
}

/** Permissions as `chmod` takes them: `0644`. */
export function formatMode(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}

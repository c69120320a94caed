/** What is at a path. */
export type PathStatus =
  | { readonly type: "missing" }
  /** The system refuses to tell, with this code. */
  | { readonly type: "hidden"; readonly code: string }
  | ExistingPath;

/** A path that exists. */
export interface ExistingPath {
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

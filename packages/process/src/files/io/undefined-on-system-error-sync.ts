/** The result, or undefined after an error of the system. Any other error is a bug, and is thrown. */
export function undefinedOnSystemErrorSync<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof Error && "syscall" in error) {
      return undefined;
    }
    throw error;
  }
}

/** The result, or undefined after an error of the system. Any other error is a bug, and is thrown. */
export async function undefinedOnSystemError<Value>(
  work: Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && "syscall" in error) {
      return undefined;
    }
    throw error;
  }
}

/** The result, or undefined when the system refuses. Anything else that goes wrong is a bug and goes its way. */
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

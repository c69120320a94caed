/** How far an answer has come. */
export interface BodyReader {
  /** Reads on; the next bytes wait for it. */
  take(bytes: Uint8Array): Promise<void>;
  /**
   * How long the next bytes are waited for, in milliseconds, when nothing more is needed: what fails or stays away then does
   * not matter. undefined when the answer is not complete.
   */
  longestWaitMs(): number | undefined;
  /** Why nothing that follows is read: the answer has ended, or the caller wants no more of it. */
  whyOver(): "ended" | "enough" | undefined;
}

/** Reads `body` until its reader has had enough or nothing more comes. @throws Whatever breaks a body that is not complete. */
export async function readBody(body: AsyncIterable<Uint8Array>, reader: BodyReader): Promise<void> {
  const chunks = body[Symbol.asyncIterator]();

  async function next(): Promise<Uint8Array | undefined> {
    const waitMs = reader.longestWaitMs();
    if (waitMs === undefined) {
      return valueOf(await chunks.next());
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, waitMs, undefined);
    });
    try {
      return await Promise.race([chunks.next().then(valueOf, () => undefined), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  for (let chunk = await next(); chunk !== undefined; chunk = await next()) {
    await reader.take(chunk);
    const why = reader.whyOver();
    if (why === "ended") {
      await chunks.return?.(); // the rest of the body is on its way
    }
    if (why !== undefined) {
      return;
    }
  }
}

function valueOf(result: IteratorResult<Uint8Array>): Uint8Array | undefined {
  return result.done === true ? undefined : result.value;
}

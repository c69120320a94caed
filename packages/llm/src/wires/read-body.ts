/** How far an answer has come. */
export interface BodyReader {
  /** Reads on; the next bytes wait for it. */
  take(bytes: Uint8Array): Promise<void>;
  /**
   * How long the next bytes are waited for, in milliseconds, when nothing more is needed: what fails or stays away then does
   * not matter. undefined when the answer is not complete.
   */
  longestWaitMs(): number | undefined;
  /** Nothing that follows belongs to the answer. */
  isOver(): boolean;
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
    if (reader.isOver()) {
      await endOf(chunks);
      return;
    }
  }
}

function valueOf(result: IteratorResult<Uint8Array>): Uint8Array | undefined {
  return result.done === true ? undefined : result.value;
}

/**
 * The end of the body mostly comes together with the end mark. A connection whose answer was read to its end can serve the
 * next request; any other is closed.
 */
async function endOf(chunks: AsyncIterator<Uint8Array>): Promise<void> {
  const end = chunks.next().then(
    () => undefined,
    () => undefined,
  );
  await Promise.race([end, turnsOfTheLoop(END_TURNS)]);
}

/** So often the system is asked for bytes that are there already; it takes microseconds. */
const END_TURNS = 4;

async function turnsOfTheLoop(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** So long token counts and the end mark are waited for behind a complete text, in milliseconds: they come at once or never. */
const AFTER_COMPLETE_MS = 2_000;

/** How far an answer has come. */
export interface BodyReader {
  /** Reads on; the next bytes wait for it. */
  take(bytes: Uint8Array): Promise<void>;
  /** Nothing more is needed: what fails or stays away from now on does not matter. */
  isComplete(): boolean;
  /** Nothing that follows belongs to the answer. */
  isOver(): boolean;
}

/** Reads `body` until its reader has had enough or nothing more comes. @throws Whatever breaks a body that is not complete. */
export async function readBody(body: AsyncIterable<Uint8Array>, reader: BodyReader): Promise<void> {
  const chunks = body[Symbol.asyncIterator]();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLate: Promise<undefined> | undefined;

  async function next(): Promise<Uint8Array | undefined> {
    if (!reader.isComplete()) {
      return valueOf(await chunks.next());
    }
    isLate ??= new Promise((resolve) => {
      timer = setTimeout(resolve, AFTER_COMPLETE_MS, undefined);
    });
    const coming = chunks.next().then(valueOf, () => undefined);
    return await Promise.race([coming, isLate]);
  }

  try {
    for (let chunk = await next(); chunk !== undefined; chunk = await next()) {
      await reader.take(chunk);
      if (reader.isOver()) {
        await endOf(chunks);
        return;
      }
    }
  } finally {
    clearTimeout(timer);
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

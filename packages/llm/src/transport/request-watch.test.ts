import { describe, it, onTestFinished, vi } from "vitest";

import { responseWith, textOf } from "../testing/response-with.ts";
import { type RequestWatchOptions, watchRequest } from "./request-watch.ts";

const REQUEST = { method: "GET", url: "http://provider.test/", headers: {} } as const;

describe("watchRequest", () => {
  it("passes everything on that came before the body broke", async ({ expect }) => {
    const broken = new Error("the cable");
    const response = responseWith(["a", "b"], { broken });
    const watch = watchRequest(async () => response, options());
    let text = "";

    const { body } = await watch.send(REQUEST);
    const reading = (async () => {
      for await (const piece of body) {
        text += Buffer.from(piece).toString();
      }
    })();

    await expect(reading).rejects.toMatchObject({ failure: { type: "broken", cause: broken } });
    expect(text).toBe("ab");
  });

  it("knows a whole body from a broken one", async ({ expect }) => {
    const watch = watchRequest(async () => responseWith(["a"]), options());

    const response = await watch.send(REQUEST);

    await expect(textOf(response)).resolves.toBe("a");
  });

  it("keeps status and headers of a success", async ({ expect }) => {
    const made = responseWith(["yes"], { status: 201, headers: { "x-id": "7" } });
    const watch = watchRequest(async () => made, options());

    const response = await watch.send(REQUEST);

    expect(response.status).toBe(201);
    expect(response.headers["x-id"]).toBe("7");
  });

  it("reports a refusal with its words and how long to wait", async ({ expect }) => {
    const headers = { "retry-after": "7" };
    const refused = responseWith(['{"error":"no"}'], { status: 429, headers });
    const watch = watchRequest(async () => refused, options());

    await expect(watch.send(REQUEST)).rejects.toHaveProperty("failure", {
      type: "refused",
      status: 429,
      words: "no",
      kind: "",
      isWebPage: false,
      isEmpty: false,
      isByProxy: false,
      retryAfterMs: 7000,
    });
  });

  it("reports a refusal whose body breaks or never ends by what was read", async ({ expect }) => {
    const refused = responseWith([], { status: 500, body: endless() });
    const watch = watchRequest(async () => refused, options());

    await expect(watch.send(REQUEST)).rejects.toMatchObject({
      failure: { words: expect.stringMatching(/^x{60000,80000}$/u) },
    });
  });

  it("reports a refusal whose body stalls by what has come, not as silence", async ({ expect }) => {
    const refused = responseWith([], { status: 500, body: stalling("half of a sentence") });
    const watch = watchRequest(async () => refused, options());

    await expect(watch.send(REQUEST)).rejects.toMatchObject({
      failure: { type: "refused", status: 500, words: "half of a sentence" },
    });
    expect(watch.silence.aborted).toBe(false);
  });

  it.for([
    { type: "text/html; charset=iso-8859-1", bytes: [0xe9], words: "é" },
    { type: 'text/plain; charset="UTF-16LE"', bytes: [0xe9, 0x00], words: "é" },
    { type: "text/plain; charset=nobodys", bytes: [0xc3, 0xa9], words: "é" },
    { type: "text/plain", bytes: [0xc3, 0xa9], words: "é" },
  ])("reads words of $type", async ({ type, bytes, words }, { expect }) => {
    const body = (async function* () {
      yield Uint8Array.from(bytes);
    })();
    const refused = responseWith([], { status: 500, headers: { "content-type": type }, body });
    const watch = watchRequest(async () => refused, options());

    await expect(watch.send(REQUEST)).rejects.toMatchObject({ failure: { words } });
  });

  it("reports that no response came", async ({ expect }) => {
    const cause = new TypeError("fetch failed");
    const watch = watchRequest(() => Promise.reject(cause), options());

    await expect(watch.send(REQUEST)).rejects.toMatchObject({
      failure: { type: "unreachable", cause },
    });
  });

  it("ends a body that stays silent when it is aborted, and gives it up", async ({ expect }) => {
    const onReturn = vi.fn<() => Promise<IteratorResult<Uint8Array>>>(async () => DONE);
    const abort = new AbortController();
    const { signal } = abort;
    const silent = responseWith([], { body: bodyOf(() => new Promise(() => undefined), onReturn) });
    const watch = watchRequest(async () => silent, options({ signal }));
    const text = textOf(await watch.send(REQUEST));

    abort.abort("enough");

    await expect(text).rejects.toMatchObject({ failure: { type: "broken", cause: "enough" } });
    expect(onReturn).toHaveBeenCalledOnce();
  });

  it("takes a reader that has enough to read for no silence", async ({ expect }) => {
    useFakeTimers();
    const response = responseWith(["a", "b"]);
    const watch = watchRequest(
      async () => response,
      options({ firstSilenceMs: 1000, longestSilenceMs: 1000 }),
    );

    const { body } = await watch.send(REQUEST);
    const pieces = body[Symbol.asyncIterator]();
    await pieces.next();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(watch.silence.aborted).toBe(false);
    await expect(pieces.next()).resolves.toMatchObject({ done: false });
  });

  it("passes on that nobody wants the rest", async ({ expect }) => {
    const onReturn = vi.fn<() => Promise<IteratorResult<Uint8Array>>>(async () => DONE);
    const watch = watchRequest(
      async () => responseWith([], { body: bodyOf(inNineTenths, onReturn) }),
      options(),
    );
    const { body } = await watch.send(REQUEST);

    for await (const _ of body) {
      break;
    }

    expect(onReturn).toHaveBeenCalledOnce();
  });

  it.for([
    { longestSilenceMs: 1, aborts: true, why: "a limit" },
    { longestSilenceMs: 0, aborts: false, why: "no limit" },
    { longestSilenceMs: 1e12, aborts: false, why: "a limit longer than a timer can be" },
  ])("has $why", async ({ longestSilenceMs, aborts }, { expect }) => {
    useFakeTimers();

    const watch = watchRequest(
      () => new Promise(() => undefined),
      options({ firstSilenceMs: longestSilenceMs }),
    );
    void Promise.allSettled([watch.send(REQUEST)]);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(watch.silence.aborted).toBe(aborts);
  });

  it("starts anew with every piece and ends when it is stopped", async ({ expect }) => {
    useFakeTimers();
    const slow = responseWith([], { body: bodyOf(inNineTenths) });
    const watch = watchRequest(
      async () => slow,
      options({ firstSilenceMs: 1000, longestSilenceMs: 1000 }),
    );

    const { body } = await watch.send(REQUEST);
    void textOf({ body });
    await vi.advanceTimersByTimeAsync(9000);
    watch.stop();
    await vi.advanceTimersByTimeAsync(5000);

    expect(watch.silence.aborted).toBe(false);
  });
});

function useFakeTimers(): void {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

function options(overrides: Partial<RequestWatchOptions> = {}): RequestWatchOptions {
  return {
    signal: new AbortController().signal,
    firstSilenceMs: 0,
    longestSilenceMs: 0,
    now: () => 0,
    ...overrides,
  };
}

async function* endless(): AsyncGenerator<Uint8Array, void> {
  for (;;) {
    yield Buffer.alloc(10_000, "x");
  }
}

/** A piece, after nine tenths of a second. */
function inNineTenths(): Promise<IteratorResult<Uint8Array>> {
  return new Promise((resolve) => {
    setTimeout(() => resolve({ value: Buffer.from("a") }), 900);
  });
}

const DONE = { done: true, value: undefined } as const;

function bodyOf(
  next: () => Promise<IteratorResult<Uint8Array>>,
  onReturn: () => Promise<IteratorResult<Uint8Array>> = async () => DONE,
): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => ({ next, return: onReturn }) };
}

// A body that begins and does not go on.
async function* stalling(beginning: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(beginning);
  await new Promise(() => undefined);
}

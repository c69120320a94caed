import { describe, it, onTestFinished, vi } from "vitest";

import { type Fetch, type RequestWatchOptions, watchRequest } from "./request-watch.ts";

const URL = "http://provider.test/";

describe("watchRequest", () => {
  it("passes everything on that came before the body broke", async ({ expect }) => {
    const broken = new Error("the cable");
    const watch = watchRequest(fetchOf(["a", "b"], broken), options());

    const response = await watch.fetch(URL);

    await expect(response.text()).resolves.toBe("ab");
    expect(watch.trouble()).toEqual({ type: "broken", cause: broken });
  });

  it("knows a whole body from a broken one", async ({ expect }) => {
    const watch = watchRequest(fetchOf(["a"]), options());

    const response = await watch.fetch(URL);

    await expect(response.text()).resolves.toBe("a");
    expect(watch.trouble()).toBeUndefined();
  });

  it("keeps status and headers of a success", async ({ expect }) => {
    const made = new Response("yes", { status: 201, headers: { "x-id": "7" } });
    const watch = watchRequest(() => Promise.resolve(made), options());

    const response = await watch.fetch(URL);

    expect(response.status).toBe(201);
    expect(response.headers.get("x-id")).toBe("7");
  });

  it("reports a refusal with its words and how long to wait", async ({ expect }) => {
    const headers = { "retry-after": "7" };
    const refused = new Response('{"error":"no"}', { status: 429, headers });
    const watch = watchRequest(() => Promise.resolve(refused), options());

    await expect(watch.fetch(URL)).rejects.toThrow("HTTP 429");
    expect(watch.trouble()).toEqual({
      type: "refused",
      status: 429,
      words: "no",
      retryAfterMs: 7000,
    });
  });

  it("reports a refusal whose body breaks or never ends by what was read", async ({ expect }) => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (sink) => sink.enqueue(Buffer.alloc(10_000, "x")),
    });
    const watch = watchRequest(
      () => Promise.resolve(new Response(endless, { status: 500 })),
      options(),
    );

    await expect(watch.fetch(URL)).rejects.toThrow("HTTP 500");
    expect(watch.trouble()).toMatchObject({ words: expect.stringMatching(/^x{60000,80000}$/u) });
  });

  it("reports that no response came", async ({ expect }) => {
    const cause = new TypeError("fetch failed");
    const watch = watchRequest(() => Promise.reject(cause), options());

    await expect(watch.fetch(URL)).rejects.toBe(cause);
    expect(watch.trouble()).toEqual({ type: "unreachable", cause });
  });

  it("ends a body that stays silent when it is aborted, and gives it up", async ({ expect }) => {
    const onCancel = vi.fn<(reason: unknown) => void>();
    const body = new ReadableStream<Uint8Array>({
      pull: () => new Promise(() => undefined),
      cancel: onCancel,
    });
    const abort = new AbortController();
    const { signal } = abort;
    const watch = watchRequest(() => Promise.resolve(new Response(body)), options({ signal }));
    const text = (await watch.fetch(URL)).text();

    abort.abort("enough");

    await expect(text).resolves.toBe("");
    expect(watch.trouble()).toEqual({ type: "broken", cause: "enough" });
    expect(onCancel).toHaveBeenCalledWith("enough");
  });

  it("reads no further ahead than it has room for", async ({ expect }) => {
    let pieces = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(sink) {
        pieces += 1;
        sink.enqueue(new Uint8Array(100_000));
      },
    });
    const watch = watchRequest(() => Promise.resolve(new Response(body)), options());

    await watch.fetch(URL);

    await vi.waitFor(() => expect(pieces).toBeGreaterThan(10));
    await new Promise((resolve) => setImmediate(resolve));
    expect(pieces).toBeLessThan(20);
  });

  it("takes a reader that has enough to read for no silence", async ({ expect }) => {
    useFakeTimers();
    const body = new ReadableStream<Uint8Array>({
      pull: (sink) => sink.enqueue(new Uint8Array(100_000)),
    });
    const watch = watchRequest(
      () => Promise.resolve(new Response(body)),
      options({ longestSilenceMs: 1000 }),
    );

    const response = await watch.fetch(URL);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(watch.silence.aborted).toBe(false);
    await expect(response.body?.getReader().read()).resolves.toMatchObject({ done: false });
  });

  it("passes on that nobody wants the rest", async ({ expect }) => {
    const onCancel = vi.fn<(reason: unknown) => void>();
    const body = new ReadableStream<Uint8Array>({ cancel: onCancel });
    const watch = watchRequest(() => Promise.resolve(new Response(body)), options());
    const response = await watch.fetch(URL);

    await response.body?.cancel("enough");

    expect(onCancel).toHaveBeenCalledWith("enough");
  });

  it.for([
    { longestSilenceMs: 1, aborts: true, why: "a limit" },
    { longestSilenceMs: 0, aborts: false, why: "no limit" },
    { longestSilenceMs: 1e12, aborts: false, why: "a limit longer than a timer can be" },
  ])("has $why", async ({ longestSilenceMs, aborts }, { expect }) => {
    useFakeTimers();

    const watch = watchRequest(() => new Promise(() => undefined), options({ longestSilenceMs }));
    void Promise.allSettled([watch.fetch(URL)]);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(watch.silence.aborted).toBe(aborts);
  });

  it("starts anew with every piece and ends when it is stopped", async ({ expect }) => {
    useFakeTimers();
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const provider = writable.getWriter();
    const watch = watchRequest(
      () => Promise.resolve(new Response(readable)),
      options({ longestSilenceMs: 1000 }),
    );

    await watch.fetch(URL);
    for (const text of ["a", "b", "c"]) {
      await vi.advanceTimersByTimeAsync(900);
      await provider.write(Buffer.from(text));
    }
    await vi.advanceTimersByTimeAsync(900);
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
  return { signal: new AbortController().signal, longestSilenceMs: 0, now: () => 0, ...overrides };
}

/** A fetch whose body has `pieces` ready at once and then ends, or breaks. */
function fetchOf(pieces: readonly string[], broken?: Error): Fetch {
  const body = new ReadableStream<Uint8Array>({
    start(sink) {
      for (const piece of pieces) {
        sink.enqueue(Buffer.from(piece));
      }
    },
    pull(sink) {
      if (broken === undefined) {
        sink.close();
      } else {
        sink.error(broken);
      }
    },
  });
  return () => Promise.resolve(new Response(body));
}

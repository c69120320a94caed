import { describe, it, onTestFinished, vi } from "vitest";

import { type Fetch, watchRequest } from "./request-watch.ts";

const URL = "http://provider.test/";

describe("watchRequest", () => {
  it("passes everything on that came before the body broke", async ({ expect }) => {
    const broken = new Error("the cable");
    const watch = watchRequest(fetchOf(["a", "b"], broken), 0);

    const response = await watch.fetch(URL);

    await expect(response.text()).resolves.toBe("ab");
    expect(watch.brokenBy()).toBe(broken);
  });

  it("knows a whole body from a broken one", async ({ expect }) => {
    const watch = watchRequest(fetchOf(["a"]), 0);

    const response = await watch.fetch(URL);

    await expect(response.text()).resolves.toBe("a");
    expect(watch.brokenBy()).toBeUndefined();
  });

  it("keeps status and headers", async ({ expect }) => {
    const refused = new Response("no", { status: 429, headers: { "retry-after": "7" } });
    const watch = watchRequest(() => Promise.resolve(refused), 0);

    const response = await watch.fetch(URL);

    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("7");
  });

  it("passes on that nobody wants the rest", async ({ expect }) => {
    const onCancel = vi.fn<(reason: unknown) => void>();
    const body = new ReadableStream<Uint8Array>({ cancel: onCancel });
    const watch = watchRequest(() => Promise.resolve(new Response(body)), 0);
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

    const { silence } = watchRequest(fetchOf([]), longestSilenceMs);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(silence.aborted).toBe(aborts);
  });

  it("starts anew with every piece and ends when it is stopped", async ({ expect }) => {
    useFakeTimers();
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const provider = writable.getWriter();
    const watch = watchRequest(() => Promise.resolve(new Response(readable)), 1000);

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

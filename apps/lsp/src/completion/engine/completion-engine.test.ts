import { ChatError } from "@hexai/chat";
import { fakeChatClient, fakeCompletionClient } from "@hexai/chat/testing";
import { type Config, defaultConfig } from "@hexai/config";
import { manualClock } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import type { Cursor } from "../../protocol/cursor.ts";
import { cursorIn } from "../../testing/cursor-in.ts";
import type { ModelOutput } from "../postprocess/postprocess-partial.ts";
import { createCompletionEngine, type SuggestOptions } from "./completion-engine.ts";
import { formatEngineCounters } from "./engine-counters.ts";
import type { CompletionModel } from "./request-model.ts";

const ONE = [modelNamed("one")];
const TWO = [modelNamed("one"), modelNamed("two")];

describe("createCompletionEngine", () => {
  it("asks the model and gives what it says", async ({ expect }) => {
    const { suggest, calls } = engineWith();

    const suggesting = suggest("const a = |");
    calls[0]?.finish("1;");

    await expect(suggesting).resolves.toEqual([{ target: "p:one", text: "1;" }]);
  });

  it("answers from the cache, and through typed text, without asking again", async ({ expect }) => {
    const { suggest, calls, engine } = engineWith();
    const first = suggest("const a = |");
    calls[0]?.finish("123;");
    await first;

    await expect(suggest("const a = |")).resolves.toEqual([{ target: "p:one", text: "123;" }]);
    await expect(suggest("const a = 12|")).resolves.toEqual([{ target: "p:one", text: "3;" }]);

    expect(calls).toHaveLength(1);
    expect(engine.counters()).toMatchObject({ wanted: 3, asked: 1, hits: 1, typedThrough: 1 });
  });

  it("looks into the cache before it waits for a pause", async ({ expect }) => {
    const { suggest, calls, clock, engine } = engineWith({ completion_debounce_ms: 200 });
    const first = suggest("const a = |");
    calls[0]?.finish("123;");
    await first;
    engine.documentChanged("file:///p/a.ts", "const a = 1");

    await expect(suggest("const a = 1|", { isManual: false })).resolves.toHaveLength(1);
    expect(clock.pending()).toBe(0);
  });

  it("lets a request under way serve what is typed on, as long as it fits", async ({ expect }) => {
    const { suggest, calls, engine } = engineWith();
    const first = suggest("const a = |");
    calls[0]?.say("12");
    engine.documentChanged("file:///p/a.ts", "const a = 1");

    const second = suggest("const a = 1|");
    calls[0]?.finish("123;");

    await expect(second).resolves.toEqual([{ target: "p:one", text: "23;" }]);
    await expect(first).resolves.toEqual([{ target: "p:one", text: "123;" }]);
    expect(calls).toHaveLength(1);
    expect(engine.counters()).toMatchObject({ asked: 1, adopted: 1 });
  });

  it("ends a request when something else is typed than the model writes", async ({ expect }) => {
    const { suggest, calls, engine } = engineWith();
    const first = suggest("const a = |");
    calls[0]?.say("12");

    engine.documentChanged("file:///p/a.ts", "const a = x");

    expect(calls[0]?.signal.aborted).toBe(true);
    await expect(first).resolves.toEqual([]);
  });

  it("ends a request when the model then writes something else than was typed", async ({
    expect,
  }) => {
    const { suggest, calls, engine } = engineWith();
    const first = suggest("const a = |");
    engine.documentChanged("file:///p/a.ts", "const a = x");
    expect(calls[0]?.signal.aborted).toBe(false);

    calls[0]?.say("12");

    expect(calls[0]?.signal.aborted).toBe(true);
    await expect(first).resolves.toEqual([]);
  });

  it("asks again for a request that had adopted the generation", async ({ expect }) => {
    const { suggest, calls, engine, type } = engineWith();
    void suggest("const a = |");
    type("const a = x");
    engine.documentChanged("file:///p/a.ts", "const a = x");
    const second = suggest("const a = x|");
    calls[0]?.say("12");
    await vi.waitFor(() => expect(calls).toHaveLength(2));

    calls[1]?.finish("yz;");

    await expect(second).resolves.toEqual([{ target: "p:one", text: "yz;" }]);
  });

  it.for([
    { now: "const a = ", why: "it is as before", aborted: false },
    { now: "const b = ", why: "the text before it changed", aborted: true },
    { now: "const a", why: "something was deleted", aborted: true },
    { now: "const a = \nx", why: "the user types on", aborted: false },
  ])(
    "has aborted ($aborted) a model that has said nothing: $why",
    ({ now, aborted }, { expect }) => {
      const { suggest, calls, engine } = engineWith();
      void suggest("const a = |");

      engine.documentChanged("file:///p/a.ts", now);

      expect(calls[0]?.signal.aborted).toBe(aborted);
    },
  );

  it("ends a request for another cursor in the document", ({ expect }) => {
    const { suggest, calls } = engineWith();
    void suggest("a|b");
    void suggest("ab|");

    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  it("keeps documents apart", ({ expect }) => {
    const { engine, calls } = engineWith();
    void engine.suggest(cursorIn("a|", { uri: "file:///x" }), ONE, options());
    void engine.suggest(cursorIn("b|", { uri: "file:///y" }), ONE, options());
    engine.documentClosed("file:///x");

    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  it("ends everything when it is stopped", ({ expect }) => {
    const { suggest, calls, engine } = engineWith({}, TWO);
    void suggest("a|");

    engine.stop();

    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });

  it("goes on for the next request when one is aborted", async ({ expect }) => {
    const { engine, calls, suggest } = engineWith();
    const giving = new AbortController();
    const first = engine.suggest(cursorIn("a|"), ONE, { ...options(), signal: giving.signal });

    giving.abort();

    await expect(first).resolves.toEqual([]);
    expect(calls[0]?.signal.aborted).toBe(false);
    const second = suggest("a|");
    calls[0]?.finish("b");
    await expect(second).resolves.toEqual([{ target: "p:one", text: "b" }]);
    expect(calls).toHaveLength(1);
  });

  it("waits for a pause in the typing before it asks", async ({ expect }) => {
    const { suggest, calls, clock, engine } = engineWith({ completion_debounce_ms: 200 });
    engine.documentChanged("file:///p/a.ts", "a");
    clock.advance(50);

    void suggest("a|", { isManual: false });
    clock.advance(149);
    expect(calls).toHaveLength(0);
    clock.advance(1);

    expect(calls).toHaveLength(1);
  });

  it("starts the debounce again with each key, and keeps no earlier timer", async ({ expect }) => {
    const { suggest, calls, clock, engine } = engineWith({ completion_debounce_ms: 200 });
    for (const text of ["a", "ab", "abc"]) {
      engine.documentChanged("file:///p/a.ts", text);
      void suggest(`${text}|`, { isManual: false });
      clock.advance(150);
    }
    expect(clock.pending()).toBe(1);
    expect(calls).toHaveLength(0);
    clock.advance(300);

    expect(calls.map(({ cursor }) => cursor.text)).toEqual(["abc"]);
    expect(clock.pending()).toBe(0);
  });

  it("does not wait for a manual request, nor once a pause was long enough", ({ expect }) => {
    const { suggest, calls, clock, engine } = engineWith({ completion_debounce_ms: 200 });
    engine.documentChanged("file:///p/a.ts", "a");
    void suggest("a|", { isManual: true });
    engine.documentChanged("file:///p/a.ts", "other");
    clock.advance(400);
    void suggest("other|", { isManual: false });

    expect(calls).toHaveLength(2);
  });

  it("drops a waiting generation when no request waits for it", async ({ expect }) => {
    const { engine, calls, clock } = engineWith({ completion_debounce_ms: 200 });
    const giving = new AbortController();
    engine.documentChanged("file:///p/a.ts", "a");
    const first = engine.suggest(cursorIn("a|"), ONE, {
      ...options(),
      isManual: false,
      signal: giving.signal,
    });

    giving.abort();
    await first;

    expect(clock.pending()).toBe(0);
    expect(calls).toHaveLength(0);
  });

  it("throttles requests", ({ expect }) => {
    const { suggest, calls, clock } = engineWith({ completion_throttle_ms: 1_000 }, TWO);
    void suggest("a|");
    clock.advance(400);
    void suggest("b|");
    clock.advance(599);
    expect(calls).toHaveLength(2);
    clock.advance(1);

    expect(calls.map(({ cursor }) => cursor.text)).toEqual(["a", "a", "b", "b"]);
  });

  it("gives what each of several models says, each text once", async ({ expect }) => {
    const { suggest, calls } = engineWith({}, [...TWO, modelNamed("three")]);
    const suggesting = suggest("a|");
    calls[1]?.finish("y");
    calls[0]?.finish("x");
    calls[2]?.finish("y");

    await expect(suggesting).resolves.toEqual([
      { target: "p:one", text: "x" },
      { target: "p:two", text: "y" },
    ]);
  });

  it("gives the first that has something, when it is not to wait for all", async ({ expect }) => {
    const { suggest, calls } = engineWith({ completion_wait_all: false }, TWO);
    const suggesting = suggest("a|");
    calls[1]?.finish("y");

    await expect(suggesting).resolves.toEqual([{ target: "p:two", text: "y" }]);
    calls[0]?.finish("x");
    await expect(suggest("a|")).resolves.toHaveLength(2);
    expect(calls).toHaveLength(2);
  });

  it("tells of a failure and gives what the others say", async ({ expect }) => {
    const { suggest, calls, failures, engine } = engineWith({}, TWO);
    const suggesting = suggest("a|");
    const error = new ChatError("unavailable", "down");
    calls[0]?.fail(error);
    calls[1]?.finish("y");

    await expect(suggesting).resolves.toEqual([{ target: "p:two", text: "y" }]);
    expect(failures).toEqual([error]);
    expect(engine.counters()).toMatchObject({ asked: 2, failed: 1 });
  });

  it("tells of no failure of what it has ended itself", async ({ expect }) => {
    const { suggest, calls, failures, engine } = engineWith();
    const suggesting = suggest("a|");
    engine.documentClosed("file:///p/a.ts");
    calls[0]?.fail(new ChatError("aborted", "aborted"));

    await expect(suggesting).resolves.toEqual([]);
    expect(failures).toEqual([]);
  });

  it("stops a model that has said enough", async ({ expect }) => {
    const { suggest, calls, engine } = engineWith();
    const suggesting = suggest("f(|)");
    expect(calls[0]?.say("x\ny")).toBe(true);
    calls[0]?.finish("x\ny");

    await expect(suggesting).resolves.toEqual([{ target: "p:one", text: "x" }]);
    expect(engine.counters().stoppedEarly).toBe(1);
  });

  it("forgets what it knows when the settings change", async ({ expect }) => {
    const { suggest, calls, configure } = engineWith();
    const first = suggest("a|");
    calls[0]?.finish("b");
    await first;

    configure(defaultConfig());
    void suggest("a|");

    expect(calls).toHaveLength(2);
  });

  it("knows whether a model is writing what was typed", ({ expect }) => {
    const { suggest, calls, engine } = engineWith();
    void suggest("a|");
    expect(engine.matchesTyping("file:///p/a.ts", "ab")).toBe(false);
    calls[0]?.say("bc");

    expect(engine.matchesTyping("file:///p/a.ts", "ab")).toBe(true);
    expect(engine.matchesTyping("file:///p/a.ts", "ax")).toBe(false);
    expect(engine.matchesTyping("file:///other", "ab")).toBe(false);
  });

  it("counts", async ({ expect }) => {
    const { suggest, calls, engine } = engineWith();
    const first = suggest("a|");
    calls[0]?.finish("bc");
    await first;
    await suggest("a|");
    await suggest("ab|");

    expect(formatEngineCounters(engine.counters())).toBe(
      "completions wanted=3 asked=1 saved=2 (known=1 typed=1 adopted=0) stopped_early=0 failed=0",
    );
  });
});

interface Call {
  readonly cursor: Cursor;
  readonly signal: AbortSignal;
  /** @returns Whether it was enough. */
  say(text: string): boolean;
  finish(text: string): void;
  fail(error: Error): void;
}

function engineWith(
  completion: Partial<Config["completion"]> = {},
  models: readonly CompletionModel[] = ONE,
) {
  const clock = manualClock();
  const calls: Call[] = [];
  const failures: unknown[] = [];
  const base = defaultConfig();
  let config: Config = {
    ...base,
    completion: { ...base.completion, completion_debounce_ms: 0, ...completion },
  };
  let text: string | undefined;
  const engine = createCompletionEngine({
    clock,
    config: () => config,
    request: (_model, { cursor, signal, shouldStop }) =>
      new Promise<ModelOutput>((resolve, reject) => {
        calls.push({
          cursor,
          signal,
          say: (said) => shouldStop({ text: said, source: "native", isComplete: false }),
          finish: (said) => resolve({ text: said, source: "native", isComplete: true }),
          fail: reject,
        });
      }),
    onFailure: (error) => failures.push(error),
    isCurrent: (cursor) => text === undefined || cursor.text === text,
  });
  return {
    engine,
    clock,
    calls,
    failures,
    type: (now: string) => {
      text = now;
    },
    configure: (changed: Config) => {
      config = changed;
    },
    suggest: (marked: string, overrides: Partial<SuggestOptions> = {}) => {
      const cursor = cursorIn(marked);
      const scope = marked.endsWith("|") ? "lines" : "line";
      return engine.suggest(cursor, models, { ...options(), scope, ...overrides });
    },
  };
}

function modelNamed(model: string): CompletionModel {
  return {
    provider: "p",
    model,
    native: fakeCompletionClient(),
    chat: fakeChatClient(),
  };
}

function options(): SuggestOptions {
  return {
    scope: "lines",
    isManual: true,
    isRepeated: false,
    signal: new AbortController().signal,
  };
}

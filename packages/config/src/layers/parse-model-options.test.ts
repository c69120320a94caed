import { describe, it } from "vitest";

import { parseModelOptions } from "./parse-model-options.ts";

describe("parseModelOptions", () => {
  it.for([
    { given: ["top_p=0.9"], options: { top_p: 0.9 }, why: "a number" },
    { given: ["seed=-7"], options: { seed: -7 }, why: "a negative number" },
    { given: ["a=1e3"], options: { a: 1000 }, why: "an exponent" },
    { given: ["a=1_000", "b=0x10"], options: { a: 1000, b: 16 }, why: "TOML's other numbers" },
    { given: ["a=01"], options: { a: "01" }, why: "no number of TOML's" },
    {
      given: ["a=true", "b=True"],
      options: { a: true, b: "True" },
      why: "true is in small letters",
    },
    { given: ["a=low"], options: { a: "low" }, why: "a bare word is a text" },
    { given: ["a=two words"], options: { a: "two words" }, why: "a text may have blanks" },
    { given: ['a="low"'], options: { a: "low" }, why: "a text in quotes" },
    { given: ['a="1"'], options: { a: "1" }, why: "quotes make a number a text" },
    { given: ["a="], options: { a: "" }, why: "nothing is an empty text" },
    { given: ["a=b=c"], options: { a: "b=c" }, why: "the first = counts" },
    { given: ["a=#"], options: { a: "#" }, why: "a comment alone is no value" },
    { given: ["a=1\nb = 2"], options: { a: "1\nb = 2" }, why: "no second assignment comes along" },
    { given: ["a=1\n[model]"], options: { a: "1\n[model]" }, why: "no section comes along" },
    { given: ["a=1\nvalue.b = 2"], options: { a: "1\nvalue.b = 2" }, why: "not in a table either" },
    { given: ['a=["x", 1]'], options: { a: ["x", 1] }, why: "a list" },
    { given: ["a={b = {c = 1}}"], options: { a: { b: { c: 1 } } }, why: "a table in a table" },
    { given: ["a.b=1", "a.c=2"], options: { a: { b: 1, c: 2 } }, why: "dotted keys are one table" },
    {
      given: ["a={b=1}", "a.c=2"],
      options: { a: { c: 2 } },
      why: "a value is replaced as a whole",
    },
    { given: ["a.b=1", "a=2"], options: { a: 2 }, why: "the last one wins" },
    { given: ['"a.b"=1'], options: { "a.b": 1 }, why: "a key in quotes has its dot" },
    { given: ["a=2026-11-29"], options: { a: "2026-11-29" }, why: "JSON has no dates" },
    { given: ["a=07:32:00"], options: { a: "07:32:00" }, why: "JSON has no times" },
    { given: ["a=😀 é"], options: { a: "😀 é" }, why: "any sign" },
    { given: [], options: {}, why: "there are none" },
  ])("reads $given as $options: $why", async ({ given, options }, { expect }) => {
    expect(await parseModelOptions(given)).toEqual({ ok: true, options });
  });

  it("keeps a name that is one of JavaScript's", async ({ expect }) => {
    const parsed = await parseModelOptions(["__proto__.a=1"]);

    expect(JSON.stringify(parsed)).toBe('{"ok":true,"options":{"__proto__":{"a":1}}}');
  });

  it.for([
    { given: "top_p", message: 'needs KEY=VALUE, as in top_p=0.9, not "top_p"', why: "no =" },
    { given: "=1", message: 'needs KEY=VALUE, as in top_p=0.9, not "=1"', why: "no key" },
    { given: "a b=1", message: 'needs KEY=VALUE, as in top_p=0.9, not "a b=1"', why: "two words" },
    {
      given: "a\n=1",
      message: String.raw`needs KEY=VALUE, as in top_p=0.9, not "a\n=1"`,
      why: "a line break in the key",
    },
    {
      given: "a.=1",
      message: 'needs KEY=VALUE, as in top_p=0.9, not "a.=1"',
      why: "a key that ends with a dot",
    },
    { given: '""=1', message: "must not have an option without a name", why: "an empty name" },
    { given: "n=2", message: "must not have n, which Hexai sets itself", why: "a second answer" },
    {
      given: "Model=x",
      message: "must not have Model, which Hexai sets itself: use model, or --model",
      why: "servers may not mind the case",
    },
    {
      given: "a=inf",
      message: "must have a number that JSON can hold for a, and Infinity is none",
      why: "no number of JSON's",
    },
    {
      given: "a={b=[nan]}",
      message: "must have a number that JSON can hold for a.b, and NaN is none",
      why: "deep inside too",
    },
    {
      given: "seed=9223372036854775807",
      message: "must have a number that JSON can hold for seed, and 9223372036854776000 is none",
      why: "it would arrive as another number",
    },
    {
      given: "a=[2026-11-29]",
      message: "must have a text in quotes for a, because JSON has no dates and times",
      why: "a date in a list",
    },
  ])("refuses $given: $why", async ({ given, message }, { expect }) => {
    expect(await parseModelOptions(["fine=1", given])).toEqual({ ok: false, message });
  });
});

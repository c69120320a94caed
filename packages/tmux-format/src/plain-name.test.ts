import { describe, it } from "vitest";

import { plainName, plainTarget } from "./plain-name.ts";

describe("plainName", () => {
  it.for([
    { name: "gpt-4.1", plain: "gpt-4.1", why: "nothing to drop" },
    { name: "a\nb\r\nc", plain: "abc", why: "newlines" },
    { name: "a\tb\0c\u007Fd", plain: "abcd", why: "tab, NUL and delete" },
    { name: "\u001B[31mred\u001B[0m", plain: "[31mred[0m", why: "the escape character alone" },
    { name: "a\u009B31mb\u0085c", plain: "a31mbc", why: "control characters of the upper half" },
    { name: "a\u2028b\u2029c", plain: "abc", why: "Unicode's line and paragraph separators" },
    { name: "a\u202Eb\u2066c\u200Fd\u061Ce", plain: "abcde", why: "what turns the direction" },
    { name: "a\uD83Db\uDE00c", plain: "abc", why: "halves of surrogate pairs" },
    { name: "日本語 👩‍💻 é", plain: "日本語 👩‍💻 é", why: "CJK, joined emoji and accents stay" },
    { name: "#(x) %H", plain: "#(x) %H", why: "what only tmux finds special stays" },
  ])("makes $plain: $why", ({ name, plain }, { expect }) => {
    expect(plainName(name)).toBe(plain);
  });
});

describe("plainTarget", () => {
  it.for([
    { provider: "openai", model: "gpt-4.1", target: "openai:gpt-4.1" },
    { provider: "", model: "gpt-4.1", target: "gpt-4.1" },
    { provider: "openai", model: "", target: "openai" },
    { provider: "\n", model: "\u001B", target: "" },
  ])("joins $provider and $model to $target", ({ provider, model, target }, { expect }) => {
    expect(plainTarget(provider, model)).toBe(target);
  });
});

import { describe, it } from "vitest";

import { parseToml } from "./parse-toml.ts";
import type { SourceNode } from "./source-tree.ts";

describe("parseToml", () => {
  it.for([
    { text: "[a]\nb = 1", why: "a section" },
    { text: "\na.b = 1", why: "a dotted key" },
    { text: "\na = { b = 1 }", why: "an inline table" },
    { text: "[a]\r\nb = 1\r\n", why: "Windows line ends" },
    { text: "# é\n'a'.\"b\" = 1", why: "quoted keys" },
  ])("finds the value and its line in $why", ({ text }, { expect }) => {
    expect(shapeLines(text)).toEqual(["a.b = 1 @2"]);
  });

  it("merges the parts of a section, in their order", ({ expect }) => {
    expect(shapeLines("a.x = 1\n[b]\ny = 'two'\n[b.c]\nz = true\n[d]")).toEqual([
      "a.x = 1 @1",
      "b.y = two @3",
      "b.c.z = true @5",
    ]);
  });

  it("keeps what is in lists, with its line", ({ expect }) => {
    expect(
      shapeLines("a = [1,\n { b = 2 }]\n[[c]]\nd = 1\n[c.e]\nf = 1\n[[c.g]]\nh = 1\n[[c]]\nd = 2"),
    ).toEqual([
      "a.0 = 1 @1",
      "a.1.b = 2 @2",
      "c.0.d = 1 @4",
      "c.0.e.f = 1 @6",
      "c.0.g.0.h = 1 @8",
      "c.1.d = 2 @10",
    ]);
  });

  it("takes the names of JavaScript's own properties as any other", ({ expect }) => {
    const text = "__proto__.polluted = 1\n[constructor.prototype]\npolluted = 1";

    expect(shapeLines(text)).toEqual([
      "__proto__.polluted = 1 @1",
      "constructor.prototype.polluted = 1 @3",
    ]);
    expect({}).not.toHaveProperty("polluted");
  });

  it.for([
    {
      text: "a = 1\nb = ",
      line: 2,
      message: "is not TOML, column 5: unspecified values are invalid",
    },
    {
      text: 'a = "x\nb = 1',
      line: 1,
      message: "is not TOML, column 7: unterminated string constant",
    },
    {
      text: "a = 1\na = 2",
      line: 2,
      message: "is not TOML, column 1: defining a key multiple times is invalid",
    },
    {
      text: "a = debug",
      line: 1,
      message: "is not TOML, column 5: unexpected character, a text must be in quotes",
    },
    { text: "a 1", line: 1, message: "is not TOML, column 3: expected equal (=) token" },
    { text: "\0", line: 1, message: "is not TOML, column 1: unexpected character" },
    {
      text: "# \u007F",
      line: 1,
      message: "is not TOML, column 3: invalid code point \\u{7f} within comments",
    },
  ])("says that $text $message", ({ text, line, message }, { expect }) => {
    expect(parseToml(text)).toEqual({ ok: false, place: { line }, message });
  });

  it("gives up on a nesting without end", ({ expect }) => {
    const text = `a = ${"[".repeat(100_000)}${"]".repeat(100_000)}`;

    expect(parseToml(text)).toEqual({
      ok: false,
      place: {},
      message: "is nested too deeply, or a text in it is too long",
    });
  });
});

/** Every leaf as `key = value @line`. */
function shapeLines(text: string): readonly string[] {
  const parsed = parseToml(text);
  return parsed.ok ? leavesOf([], parsed.root) : [parsed.message];
}

function leavesOf(path: readonly string[], node: SourceNode): readonly string[] {
  if (node.type === "table") {
    return [...node.entries].flatMap(([name, entry]) => leavesOf([...path, name], entry));
  }
  if (node.type === "list") {
    return node.items.flatMap((item, index) => leavesOf([...path, String(index)], item));
  }
  return [`${path.join(".")} = ${String(node.value)} @${node.line}`];
}

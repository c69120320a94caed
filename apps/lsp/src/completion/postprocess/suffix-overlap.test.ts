import { describe, it } from "vitest";

import type { Cursor } from "../../protocol/cursor.ts";
import { cursorBetween, cursorIn } from "../../testing/cursor-in.ts";
import type { OutputSource } from "./postprocess-partial.ts";
import { postprocess } from "./postprocess.ts";
import { scopeOf } from "./stop-point.ts";
import { countBrackets, unmatchedBrackets } from "./suffix-overlap.ts";

describe("countBrackets", () => {
  it.for([
    ["f(x)", 0, undefined],
    ["f(x", 1, undefined],
    ["[{(", 3, undefined],
    ["x)", 0, 1],
    ["f(x))", 0, 4],
    ["')')", 0, 3],
    [String.raw`"\")" + (`, 1, undefined],
    ["don't (", 1, undefined],
  ] as const)("of %j: %d open, one too many at %j", ([text, open, surplusAt], { expect }) => {
    expect(countBrackets(text)).toEqual({ open, surplusAt });
  });
});

describe("unmatchedBrackets", () => {
  it.for([
    ["f(x)", "|"],
    ["f(x))", ")|"],
    ["if (a) {", "|}"],
    ["} else {", "}|}"],
    ["(]", "]|)"],
    ["')'", "|"],
  ] as const)("of %j are %j", ([text, unmatched], { expect }) => {
    expect(unmatchedBrackets(text)).toBe(unmatched);
  });
});

describe("an answer that goes on to the end of the line", () => {
  it.for([
    ["foo(|))", "a, bar(b))", "a, bar(b", "two brackets that the editor has put there"],
    ["foo(|)", "a, bar(b))", "a, bar(b)", "one of them"],
    ["foo(|)))", "a, bar(b, c(d)))", "a, bar(b, c(d", "three of them"],
    ["foo(|))", "a, bar(b", "a, bar(b", "an answer that stops in time"],
    ["foo(|))", "a, bar(b)", "a, bar(b", "an answer that closes one"],
    ["xs = sorted(a, key|))", "=lambda x: x.count('1'))", "=lambda x: x.count('1'", "a string"],
    [
      "xs = sorted(a, key|))",
      "=lambda x: x.count(')'))",
      "=lambda x: x.count(')'",
      "a bracket in it",
    ],
    ["|)))", "print(foo(bar(1)))", "print(foo(bar(1", "a whole statement"],
    ["|)))\nrest()", "print(foo(bar(1)))", "print(foo(bar(1", "with a line below"],
    ["a = [|]]", "b[0]]", "b[0", "square brackets"],
    ["a = {|}}", "b: {c: 1}}", "b: {c: 1", "curly ones"],
    ["f({|})", "a: g(b)})", "a: g(b)", "of several kinds"],
    ["foo(|));", "a, bar(b));", "a, bar(b", "with a semicolon"],
    ["foo(|))", "a, bar(b));", "a, bar(b", "and one that is not there"],
    ["if (foo(|)) {", "a)) {", "a", "the head of a block"],
    ["if (foo(|)) {", "a, g(b)", "a, g(b)", "its own bracket"],
    ["foo(\n  bar(|))\n", "x)", "x", "a bracket that closes the line above"],
    ["foo(\n  bar(|))\n", "a, baz(b)", "a, baz(b)", "which is still needed there"],
    ["foo(\n  bar(|))\n)\n", "a, baz(b))", "a, baz(b", "and is not needed here"],
    ["call(\n  |\n)\n", "bar(1)", "bar(1)", "a bracket on the next line that closes the one above"],
    [
      "|\n)))\n",
      "print(foo(bar(1)))",
      "print(foo(bar(1",
      "brackets on the next line that close nothing",
    ],
    ["f(|, b)", "g(x), b)", "g(x)", "parameters that follow"],
    ["f(x) + g(|)", "y) + h(z)", "y) + h(z", "more of the same kind"],
  ] as const)("becomes in %j of %j %j: %s", ([marked, said, inserted], { expect }) => {
    expect(cleaned(marked, said)).toBe(inserted);
  });

  it("restores real code, in whatever form the model gives it", ({ expect }) => {
    const wrong: string[] = [];
    let count = 0;
    for (const { before, middle, rest, below } of places()) {
      for (const [source, said] of formsOf(before, middle, rest, below)) {
        count += 1;
        const inserted = cleanedAt(cursorBetween(before, `${rest}\n${below}`), said, source);
        if (inserted !== middle) {
          wrong.push(`${before}|${rest}: ${JSON.stringify(said)} gave ${JSON.stringify(inserted)}`);
        }
      }
    }

    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(1_800);
  });
});

/** Lines of code in several languages. What is in the middle of one goes to the end of a group of brackets. */
const CODE = [
  "const cursor = cursorAt(document, decodePosition(document, position, encoding));",
  "  if (trigger === 'unwanted' || isTooShort(cursor, trigger, config().completion)) {",
  "  return items.map(({ label }) => label.replaceAll(/[(){}]/gu, '')).join(', ');",
  '    expect(await neovim.lines()).toEqual(["const x = completed();", ""]);',
  "const names = new Map(Object.entries({ ...defaults, ...readSettings(path.join(home, 'a')) }));",
  "} else if (isOpen(text.slice(0, end), before) && !isSurplus(text[end], text)) {",
  "xs = sorted(values, key=lambda x: x.count('1'), reverse=bool(options.get('reverse')))",
  "print(\"%s: %d\" % (name, len([x for x in xs if x.startswith('(')])))",
  "    return {key: [int(v) for v in row.split(',')] for key, row in rows.items()}",
  "with open(os.path.join(root, name), encoding='utf-8') as file:",
  "if err := json.NewDecoder(io.LimitReader(r.Body, 1<<20)).Decode(&request); err != nil {",
  '\tfmt.Fprintf(w, "%s (%d)\\n", strings.TrimSpace(names[i]), len(values[names[i]]))',
  "let total: u32 = parts.iter().filter(|p| p.len() > (min + 1)).map(|p| p[0].size()).sum();",
  'System.out.println(list.stream().map(x -> x.get("a")).collect(Collectors.toList()));',
  "(define (square-all xs) (map (lambda (x) (* x x)) (filter number? xs)))",
  'printf("%d %s\\n", compute(a[i], (int)strlen(b->name)), b ? b->name : "(none)");',
];

interface Place {
  readonly before: string;
  readonly middle: string;
  readonly rest: string;
  readonly below: string;
}

/** Where a completion is asked for: before a part with brackets in pairs of its own, which ends before punctuation. */
function places(): readonly Place[] {
  const found: Place[] = [];
  for (const [index, line] of CODE.entries()) {
    const below = CODE[(index + 1) % CODE.length] ?? "";
    for (const { index: end } of line.matchAll(/[)\]},;]/gu)) {
      for (const { index: start } of line.slice(0, end).matchAll(/\b\w/gu)) {
        const middle = line.slice(start, end);
        const isWhole = unmatchedBrackets(middle) === "|";
        const isInString = (line.slice(0, end).split(/["']/u).length + 1) % 2 === 1;
        const isBracket = /^\s*[([]+$/u.test(line.slice(0, start)); // nobody can tell that it is repeated
        if (isWhole && !isInString && !isBracket && middle.length > 1) {
          found.push({ before: line.slice(0, start), middle, rest: line.slice(end), below });
        }
      }
    }
  }
  return found;
}

/** The right answer as models give it: exactly, or with more or less of what is there anyway. */
function formsOf(
  before: string,
  middle: string,
  rest: string,
  below: string,
): readonly (readonly [OutputSource, string])[] {
  const closers = /^[)\]}]+/u.exec(rest)?.[0] ?? "";
  return [
    ["native", middle],
    ["native", middle + rest.slice(0, 1)],
    ["native", middle + closers],
    ["native", middle + rest],
    ["native", `${middle}${rest}\n${below}`],
    ["chat", middle + rest],
    ["chat", before + middle],
    ["chat", before + middle + rest],
    ["chat", `\`\`\`\n${before}${middle}${rest}\n\`\`\``],
  ];
}

function cleaned(marked: string, text: string): string {
  return cleanedAt(cursorIn(marked), text, "native");
}

function cleanedAt(cursor: Cursor, text: string, source: OutputSource): string {
  return postprocess({ text, source, isComplete: true }, cursor, scopeOf(cursor));
}

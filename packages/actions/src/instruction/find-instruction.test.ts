import * as fc from "fast-check";
import { describe, it } from "vitest";

import { findInstruction } from "./find-instruction.ts";

describe("findInstruction", () => {
  it.for([
    { text: "f() >!make it async>", rest: "f()", why: "at the end" },
    { text: "a >!make it async> b", rest: "a b", why: "in the middle" },
    { text: "f(>!make it async>x)", rest: "f(x)", why: "inside an expression" },
    { text: ">!make it async>\nf()\n", rest: "f()\n", why: "on a line of its own" },
    { text: "f()\n  >!make it async>", rest: "f()", why: "on a last line without a line break" },
    { text: "f()\r\n>!make it async>\r\n", rest: "f()\r\n", why: "with CRLF" },
    { text: "// >!make it async>\nf()", rest: "f()", why: "in a comment of its own" },
    { text: "f(); // >!make it async>\ng()", rest: "f();\ng()", why: "in a trailing comment" },
    { text: "/* >!make it async> */\nf()", rest: "f()", why: "in a block comment" },
    { text: ">>!make it async>\nf()", rest: "f()", why: "as the whole-line form" },
    { text: "  >!make it async>\n", rest: "  \n", why: "with nothing else" },
    { text: "// other\n>!make it async>\nf()", rest: "// other\nf()", why: "before any comment" },
  ])("finds a tag $why", ({ text, rest }, { expect }) => {
    expect(findInstruction(text, { languageId: "typescript" })).toMatchObject({
      instruction: "make it async",
      text: rest,
    });
  });

  it.for([
    { language: "typescript", text: "// go fast\nf()", rest: "f()" },
    { language: "typescript", text: "f(); // go fast\n", rest: "f();\n" },
    { language: "typescript", text: "f();// go fast", rest: "f();" },
    { language: "typescript", text: "/* go fast */\r\nf()\r\n", rest: "f()\r\n" },
    {
      language: "typescript",
      text: 'u = "http://a // b"; // go fast',
      rest: 'u = "http://a // b";',
    },
    { language: "typescript", text: "`\n// no\n`\n// go fast\n", rest: "`\n// no\n`\n" },
    {
      language: "typescript",
      text: "/// docs\n/** docs */\n// go fast\nf()",
      rest: "/// docs\n/** docs */\nf()",
    },
    {
      language: "typescript",
      text: "/* two\n lines */\n// go fast\nf()",
      rest: "/* two\n lines */\nf()",
    },
    { language: "python", text: "f()  # go fast\n", rest: "f()\n" },
    { language: "python", text: "#go fast\nf()", rest: "f()" },
    { language: "python", text: '"""\n# no\n"""\n## go fast\nf()', rest: '"""\n# no\n"""\nf()' },
    { language: "python", text: "c = '#fff'\n#fff\n# go fast\n", rest: "c = '#fff'\n#fff\n" },
    { language: "shellscript", text: "#!/bin/sh\n# go fast\nls", rest: "#!/bin/sh\nls" },
    {
      language: "rust",
      text: "fn f<'a>(x: &'a str) {} // go fast",
      rest: "fn f<'a>(x: &'a str) {}",
    },
    { language: "sql", text: "SELECT i--1\n-- go fast\n", rest: "SELECT i--1\n" },
    { language: "lua", text: "--- docs\n--[[ go fast ]]\nf()", rest: "--- docs\nf()" },
    { language: "lisp", text: "(f 'a) ;; go fast", rest: "(f 'a)" },
    {
      language: "html",
      text: "<!-- go fast -->\n<a href='http://x'>",
      rest: "<a href='http://x'>",
    },
    { language: "vim", text: 'echo "no"\n" go fast\n', rest: 'echo "no"\n' },
    { language: "css", text: "a { color: #fff; /* go fast */\n}", rest: "a { color: #fff;\n}" },
  ])("finds the comment in $language: $text", ({ language, text, rest }, { expect }) => {
    const path = language === "lisp" ? "a.el" : undefined;

    expect(findInstruction(text, { languageId: language, path })).toMatchObject({
      instruction: "go fast",
      text: rest,
    });
  });

  it.for([
    { text: "// go fast\nx", rest: "x" },
    { text: "x // go fast", rest: "x" },
    { text: "x # go fast", rest: "x" },
    { text: "-- go fast\nx", rest: "x" },
    { text: "<!-- go fast -->\nx", rest: "x" },
    { text: "#include <a.h>\n// go fast", rest: "#include <a.h>" },
  ])("guesses a comment in $text", ({ text, rest }, { expect }) => {
    expect(findInstruction(text)).toMatchObject({ instruction: "go fast", text: rest });
  });

  it.for([
    { text: "", languageId: "c", why: "nothing" },
    { text: "#include <stdio.h>", why: "a preprocessor's line" },
    { text: "# include <stdio.h>", why: "the same with a space" },
    { text: "a { color: #fff }", why: "a colour" },
    { text: "#fff", languageId: "python", why: "a colour on its own line" },
    { text: "see http://example.com/a", why: "a URL" },
    { text: "see http://example.com/a", languageId: "go", why: "a URL in a language with //" },
    { text: "i--", why: "a decrement" },
    { text: "while (i-- > 0) {}", languageId: "sql", why: "a decrement before a space" },
    { text: "prose -- with a dash", why: "a dash" },
    { text: "## A heading", why: "a heading" },
    { text: "x /* go */ y", languageId: "c", why: "a comment inside a line" },
    { text: '"// go fast"', languageId: "c", why: "a string" },
    { text: "// ----------", languageId: "c", why: "a ruler" },
    { text: "# go fast", languageId: "plaintext", why: "plain text" },
    { text: "a >! b> c", why: "a tag that begins with a space" },
    { text: "a >!b\nc> d", why: "a tag over two lines" },
  ])("finds nothing in $why", ({ text, languageId }, { expect }) => {
    expect(findInstruction(text, { languageId })).toBeUndefined();
  });

  it("takes out the marker and leaves every other line as it is", ({ expect }) => {
    const line = fc.stringMatching(/^[a-z(){}]{0,8}$/);
    fc.assert(
      fc.property(
        fc.array(line),
        fc.array(line),
        fc.constantFrom("\n", "\r\n"),
        (above, below, eol) => {
          const written = [...above, "  // go fast", ...below].join(eol);
          const rest = [...above, ...below].join(eol);

          const found = findInstruction(written, { languageId: "typescript" });

          expect(found?.instruction).toBe("go fast");
          expect(found?.marker).toBe("// go fast");
          if (rest.trim() !== "") {
            expect(found?.text).toBe(rest);
          }
        },
      ),
    );
  });

  it("reads text without end in a moment", ({ expect }) => {
    const text = "\"'`/* // # -- ".repeat(100_000);

    expect(findInstruction(text, { languageId: "typescript" })).toBeUndefined();
  });
});

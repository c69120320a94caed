import * as fc from "fast-check";
import { describe, it } from "vitest";

import { addTests } from "./add-tests.ts";
import { withInsertions } from "./insertion.ts";

describe("addTests to a Go file", () => {
  const code = "// Package a does it.\npackage a\n\nfunc F() {}\n";

  it.for([
    { tests: "package a\n\nfunc TestF() {}", why: "its package clause" },
    { tests: "func TestF() {}", why: "no package clause" },
    { tests: "package main\n\nfunc TestF() {}", why: "that of another package" },
  ])("begins a new one with the code's package: $why", ({ tests }, { expect }) => {
    expect(added("a.go", tests, "", code)).toBe("package a\n\nfunc TestF() {}\n");
  });

  it("lets tests be a package of their own", ({ expect }) => {
    expect(added("a.go", "package a_test\n\nfunc TestF() {}", "", code)).toMatch(
      /^package a_test\n/,
    );
  });

  it("gathers the imports of a new one", ({ expect }) => {
    const tests = 'import "testing"\n\nimport (\n\t"fmt" // for f\n)\n\n// F.\nfunc TestF() {}';

    expect(added("a.go", tests, "", code)).toBe(
      'package a\n\nimport (\n\t"testing"\n\t"fmt"\n)\n\n// F.\nfunc TestF() {}\n',
    );
  });

  it("adds what is missing to an import block", ({ expect }) => {
    const tests =
      'package a\n\nimport (\n\t"errors"\n\tm "math"\n\t"testing"\n)\n\nfunc TestG() {}';
    const existing = 'package a\n\nimport (\n\t"fmt" // (yes)\n\t"testing"\n)\n\nfunc TestF() {}\n';

    expect(added("a.go", tests, existing, code)).toBe(
      'package a\n\nimport (\n\t"fmt" // (yes)\n\t"testing"\n\t"errors"\n\tm "math"\n)\n\nfunc TestF() {}\n\nfunc TestG() {}\n',
    );
  });

  it("adds an import below a single one, and below a package clause", ({ expect }) => {
    const tests = 'import (\n\t"fmt"\n)\n\nfunc TestG() {}';

    expect(added("a.go", tests, 'package a\n\nimport "testing"\n', code)).toBe(
      'package a\n\nimport "testing"\nimport "fmt"\n\nfunc TestG() {}\n',
    );
    expect(added("a.go", tests, "package a\n\nfunc TestF() {}", code)).toBe(
      'package a\n\nimport "fmt"\n\nfunc TestF() {}\n\nfunc TestG() {}\n',
    );
  });

  it("takes a text in the code for no import", ({ expect }) => {
    const tests = 'func TestG() {\n\t_ = `\nimport "fmt"\n`\n}';

    expect(added("a.go", tests, "package a\n", code)).toBe(`package a\n\n${tests}\n`);
  });

  it("names a test anew whose name is taken", ({ expect }) => {
    const existing = "package a\n\nfunc TestF() {}\n\nfunc TestF2() {}\n";

    expect(added("a.go", "func TestF() {\n\tTestFlag()\n}", existing, code)).toContain(
      "\n\nfunc TestF3() {\n\tTestFlag()\n}\n",
    );
  });
});

describe("addTests to a file of JavaScript or TypeScript", () => {
  const head = 'import { describe, it } from "vitest";\n\nimport { f } from "./a.ts";\n';

  it("makes a new one of the tests as they are", ({ expect }) => {
    expect(added("a.ts", `${head}\nit("", f);`, "")).toBe(`${head}\nit("", f);\n`);
  });

  it("imports what is missing, and nothing again", ({ expect }) => {
    const tests = [
      'import { describe, expect, it } from "vitest";',
      'import type { T } from "./a.ts";',
      'import { f, type U } from "./a.ts";',
      'import d, * as ns from "./b.ts";',
      'import "./setup.ts";',
      "// about g",
      'it("g", f);',
    ].join("\n");

    expect(added("a.ts", tests, `${head}\nit("f", f);\n`)).toBe(
      [
        'import { describe, it } from "vitest";',
        "",
        'import { f } from "./a.ts";',
        'import { expect } from "vitest";',
        'import type { T } from "./a.ts";',
        'import { type U } from "./a.ts";',
        'import d, * as ns from "./b.ts";',
        'import "./setup.ts";',
        "",
        'it("f", f);',
        "",
        "// about g",
        'it("g", f);',
        "",
      ].join("\n"),
    );
  });

  it("goes by the names that the file has, not by those of the modules", ({ expect }) => {
    const existing = "import { g as f } from './a.js'\nimport './setup.js'\n";
    const tests =
      "import { f } from './b.js'\nimport './setup.js'\nimport { g } from './a.js'\nf(g)";

    expect(added("a.js", tests, existing)).toBe(`${existing}import { g } from './a.js'\n\nf(g)\n`);
  });

  it("requires a module once", ({ expect }) => {
    const existing = 'const assert = require("assert");\n';
    const tests = 'const assert = require("assert");\nconst { f } = require("./a");\n\nf();';

    expect(added("a.cjs", tests, existing)).toBe(
      'const assert = require("assert");\nconst { f } = require("./a");\n\nf();\n',
    );
  });

  it("imports above a file that had no imports", ({ expect }) => {
    expect(added("a.ts", `${head}f();`, "// f\ntest();\n")).toBe(
      'import { describe, it } from "vitest";\nimport { f } from "./a.ts";\n\n// f\ntest();\n\nf();\n',
    );
  });

  it("leaves dynamic imports where they are", ({ expect }) => {
    expect(added("a.ts", 'import("./b.ts");\nimport.meta.url;', "f();\n")).toBe(
      'f();\n\nimport("./b.ts");\nimport.meta.url;\n',
    );
  });
});

describe("addTests to a Python file", () => {
  it("makes a new one of the tests as they are", ({ expect }) => {
    const tests =
      'import a\n\n\ndef test_f():\n    pass\n\n\nif __name__ == "__main__":\n    a.main()';

    expect(added("a.py", tests, "")).toBe(`${tests}\n`);
  });

  it("imports at the top what is missing", ({ expect }) => {
    const existing =
      '"""Tests.\n\nimport nothing\n"""\n\nimport os\nfrom a import (\n    f,\n    g,\n)\n# end\n\n\ndef test_f():\n    pass\n';
    const tests =
      "from __future__ import annotations\n\nimport os\nimport pytest\nfrom a import h, \\\n    i\n\n\n# g\ndef test_g():\n    pass";

    expect(added("a.py", tests, existing)).toBe(
      '"""Tests.\n\nimport nothing\n"""\n\nimport os\nfrom a import (\n    f,\n    g,\n)\nimport pytest\nfrom a import h, \\\n    i\n# end\n\n\ndef test_f():\n    pass\n\n\n# g\ndef test_g():\n    pass\n',
    );
  });

  it("imports below the comments of a file that had no imports", ({ expect }) => {
    expect(
      added("a.py", "import os\n\n# g\ndef test_g(): pass", "#!/bin/python\n\ntests = 1\n"),
    ).toBe("#!/bin/python\n\nimport os\n\ntests = 1\n\n\n# g\ndef test_g(): pass\n");
  });

  it("keeps a comment on the first test", ({ expect }) => {
    expect(added("a.py", "# g\ndef test_g(): pass", "x = 1")).toBe(
      "x = 1\n\n\n# g\ndef test_g(): pass\n",
    );
  });

  it("takes no line of a docstring for the one that runs the file", ({ expect }) => {
    const docstring = '"""Ends with\nif __name__ == "__main__":\n"""\n';

    expect(added("a.py", "import os\n\ndef test_g(): pass", docstring)).toBe(
      `${docstring}\nimport os\n\n\ndef test_g(): pass\n`,
    );
  });

  it("stays above the line that runs the file", ({ expect }) => {
    const main = 'if __name__ == "__main__":\n    unittest.main()\n';
    const existing = `import unittest\n\n\nclass TestF: pass\n\n\n${main}`;

    expect(added("a.py", `import unittest\n\nclass TestG: pass\n\n${main}`, existing)).toBe(
      `import unittest\n\n\nclass TestF: pass\n\n\nclass TestG: pass\n\n\n${main}`,
    );
  });

  it("names a test anew that would hide another", ({ expect }) => {
    const existing = "def test_f(): pass\n\n\nclass TestF: pass\n";

    expect(added("a.py", "async def test_f(): pass\n\n\nclass TestF: pass", existing)).toBe(
      `${existing}\n\nasync def test_f_2(): pass\n\n\nclass TestF2: pass\n`,
    );
  });
});

describe("addTests to a Rust file", () => {
  const code = "fn f() {}\n";
  const inner = "    #[test]\n    fn works() {\n        f();\n    }\n";
  const module = `#[cfg(test)]\nmod tests {\n    use super::*;\n\n${inner}}\n`;

  it.for([
    { tests: module, why: "a module" },
    { tests: "#[test]\nfn works() {\n    f();\n}", why: "bare functions" },
    { tests: `mod tests {\n${inner}}`, why: "a module without an attribute" },
  ])("begins a module of tests: $why", ({ tests }, { expect }) => {
    expect(added("a.rs", tests, code)).toBe(`${code}\n${module}`);
  });

  it("goes into the module that is there", ({ expect }) => {
    const existing = `${code}\n${module}\nfn g() {}\n`;
    const tests = `#[cfg(test)]\nmod tests {\n    use super::*;\n    use std::{\n        fmt,\n    };\n\n${inner}}\n`;

    expect(added("a.rs", tests, existing)).toBe(
      `${code}\n#[cfg(test)]\nmod tests {\n    use super::*;\n    use std::{ fmt, };\n\n${inner}\n${inner.replace("works", "works_2")}}\n\nfn g() {}\n`,
    );
  });

  it("fills an empty module", ({ expect }) => {
    expect(added("a.rs", module, "#[cfg(test)]\nmod tests {\n}\n")).toBe(
      `#[cfg(test)]\nmod tests {\n    use super::*;\n${inner}}\n`,
    );
  });

  it("takes another name where tests are in a file of their own", ({ expect }) => {
    expect(added("a.rs", module, "#[cfg(test)]\nmod tests;\n")).toContain("\nmod tests_2 {\n");
  });

  it("does not indent what would change a text", ({ expect }) => {
    const test = '#[test]\nfn works() {\n    let a = "\nb";\n}';

    expect(added("a.rs", test, `${code}\n${module}`)).toContain(
      `\n${test.replace("works", "works_2")}\n}`,
    );
  });
});

describe("addTests", () => {
  it("puts tests of any other language at the end", ({ expect }) => {
    expect(added("a.rb", "b\n\n", "a")).toBe("a\n\nb\n");
    expect(added("a.rb", "b", "")).toBe("b\n");
  });

  it("adds nothing when there is nothing", ({ expect }) => {
    expect(addTests(" \n", "a\n", { path: "a.rb", text: "" })).toEqual([]);
    expect(addTests(" \n", "", { path: "a.go", text: "package a\n" })).toEqual([]);
  });

  const file = fc.constantFrom("a.go", "a.ts", "a.py", "a.rs", "a.rb");
  const line = fc.constantFrom(
    "",
    "package a",
    "import (",
    ")",
    '\t"fmt"',
    'import "testing"',
    'import { a } from "b";',
    "import os",
    "from a import (b,",
    '"""',
    "#[cfg(test)]",
    "mod tests {",
    "    use super::*;",
    "    fn f() {}",
    "}",
    "def test_a():",
    "func TestA() {",
    "if __name__ == 1:",
    "// 日本 🙂",
  );
  const text = fc.array(line, { maxLength: 12 });

  it("inserts in order, inside of the file and with its line breaks, whatever is added", ({
    expect,
  }) => {
    fc.assert(
      fc.property(file, text, text, fc.constantFrom("\n", "\r\n"), (path, tests, lines, eol) => {
        const existing = lines.join(eol);

        const insertions = addTests(tests.join("\n"), existing, { path, text: existing });

        const places = insertions.map(({ at }) => at);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places.every((at) => at >= 0 && at <= existing.length)).toBe(true);
        if (existing.includes("\r\n")) {
          expect(withInsertions(existing, insertions)).not.toMatch(/(?<!\r)\n/);
        }
      }),
    );
  });

  it("says the same of a file with CRLF", ({ expect }) => {
    fc.assert(
      fc.property(file, text, text, (path, tests, lines) => {
        const existing = `${lines.join("\n")}\n`;
        const crlf = existing.replaceAll("\n", "\r\n");

        const result = added(path, tests.join("\n"), crlf, crlf);

        expect(result).toBe(added(path, tests.join("\n"), existing).replaceAll("\n", "\r\n"));
      }),
    );
  });
});

/** The whole file afterwards. */
function added(path: string, tests: string, existing: string, code = existing): string {
  return withInsertions(existing, addTests(tests, existing, { path, text: code }));
}

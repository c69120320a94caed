import { describe, it } from "vitest";

import { commentAt } from "./comment-at.ts";

describe("commentAt", () => {
  it.for([
    { languageId: "rust", text: "f(); // why|", open: "//", start: 5 },
    { languageId: "rust", text: "/// why|\nf();", open: "///", start: 0 },
    { languageId: "python", text: "## why|", open: "##", start: 0 },
    { languageId: "cpp", text: "/* a\n * why|\n */", open: "/*", close: "*/", start: 0 },
    { languageId: "html", text: "<p><!-- why| --></p>", open: "<!--", close: "-->", start: 3 },
    { languageId: "vim", text: '" why|', open: '"', start: 0 },
  ])("finds the comment in $text", ({ languageId, text, ...around }, { expect }) => {
    expect(commentAt(text.replace("|", ""), text.indexOf("|"), { languageId })).toEqual(around);
  });

  it.for([
    { languageId: "typescript", text: "Map<string, X[]|>" },
    { languageId: "typescript", text: 'const a = "// why|";' },
    { languageId: "typescript", text: "// a\nwhy|" },
    { languageId: "cpp", text: "/* a */| b" },
    { languageId: "cpp", text: "|// a" },
    { languageId: "php", text: "<?php echo 1 ?|>" },
    { languageId: "json", text: '{ "a": "// why|" }' },
  ])("finds none in $text", ({ languageId, text }, { expect }) => {
    expect(commentAt(text.replace("|", ""), text.indexOf("|"), { languageId })).toBeUndefined();
  });
});

import { describe, it } from "vitest";

import { formatOf } from "./file-format.ts";

const image = (mediaType: string): object => ({ type: "image", mediaType });
const foreign = (name: string): object => ({ type: "foreign", name });

describe("formatOf", () => {
  it.for([
    { start: "\x89PNG\r\n\x1a\n…", format: image("image/png") },
    { start: "\xff\xd8\xff\xe0..JFIF", format: image("image/jpeg") },
    { start: "GIF89a", format: image("image/gif") },
    { start: "GIF87a", format: image("image/gif") },
    { start: "RIFF\x01\x02\x03\x04WEBPVP8 ", format: image("image/webp") },
    { start: "RIFF\x01\x02\x03\x04WAVE", format: { type: "unknown" } },
    { start: "\0\0\0\x18ftypheic", format: foreign("HEIC") },
    { start: "\0\0\0\x18ftypmif1", format: foreign("HEIC") },
    { start: "\0\0\0\x1cftypavif", format: foreign("AVIF") },
    { start: "\0\0\0\x1cftypmp42", format: { type: "unknown" } },
    { start: "II*\0", format: foreign("TIFF") },
    { start: "MM\0*", format: foreign("TIFF") },
    { start: "<svg xmlns='…'>", format: foreign("SVG") },
    {
      start:
        "\xef\xbb\xbf \n<?xml version='1.0'?>\n<!-- a > b -->\n<!DOCTYPE svg PUBLIC 'x' [<!ENTITY a 'b'>]>\n<svg\n",
      format: foreign("SVG"),
    },
    { start: "<html><svg>", format: { type: "unknown" } },
    { start: "<svgs>", format: { type: "unknown" } },
    { start: "%PDF-1.7", format: foreign("PDF") },
    { start: "BM plain words", format: { type: "unknown" } },
    { start: "", format: { type: "unknown" } },
    { start: "\x89PN", format: { type: "unknown" } },
  ])("is $format for $start", ({ start, format }, { expect }) => {
    expect(formatOf(Buffer.from(start, "latin1"))).toEqual(format);
  });

  it("looks at the beginning only", ({ expect }) => {
    expect(formatOf(Buffer.from(`${" ".repeat(5000)}<svg>`))).toEqual({ type: "unknown" });
  });
});

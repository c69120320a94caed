import type { OptionRow } from "./option-row.ts";
import { bold, italic, roff } from "./roff.ts";

/** A page of the manual. */
export interface ManPage {
  readonly name: string;
  /** `1`: a program, `5`: a file. */
  readonly section: 1 | 5;
  /** What it is, in half a line. */
  readonly summary: string;
  /** How it is called, a line each; the first word is the program. Empty for a file. */
  readonly synopsis: readonly string[];
  readonly parts: readonly ManPart[];
  /** Other pages, such as `hexai(1)`. */
  readonly seeAlso: readonly string[];
}

export interface ManPart {
  /** In capitals, as is usual. */
  readonly title: string;
  readonly blocks: readonly ManBlock[];
}

/**
 * - `text`: a paragraph.
 * - `heading`: begins a part of the part.
 * - `options`: flags with what they do.
 * - `terms`: names with what they mean; line breaks in the text stay.
 * - `code`: lines as they are.
 */
export type ManBlock =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "heading"; readonly text: string }
  | { readonly type: "options"; readonly rows: readonly OptionRow[] }
  | { readonly type: "terms"; readonly terms: readonly ManTerm[] }
  | { readonly type: "code"; readonly text: string };

interface ManTerm {
  readonly name: string;
  readonly text: string;
}

/** The source of the page, for `man`: the macros of man(7), all in ASCII. No date and no version, which would only age. */
export function manPage({ name, section, summary, synopsis, parts, seeAlso }: ManPage): string {
  return [
    '.\\" Made from the tables that the program itself goes by; see CONTRIBUTING.md.',
    `.TH ${roff(name.toUpperCase())} ${section} "" "Hexai" "Hexai"`,
    ".nh", // names of variables and flags stay whole
    ".ad l",
    ".SH NAME",
    `${roff(name)} \\- ${roff(summary)}`,
    ...(synopsis.length === 0 ? [] : [".SH SYNOPSIS", ".nf", ...synopsis.map(callOf), ".fi"]),
    ...parts.flatMap(({ title, blocks }) => [`.SH ${roff(title)}`, ...blocks.flatMap(linesOf)]),
    ".SH SEE ALSO",
    seeAlso.map(referenceOf).join(",\n"),
    "",
  ].join("\n");
}

function callOf(line: string): string {
  const [program = "", ...rest] = line.split(" ");
  return [bold(program), ...rest.map(roff)].join(" ");
}

function referenceOf(reference: string): string {
  const [, name = "", section = ""] = /^(.*)(\(\d\))$/u.exec(reference) ?? [];
  return `${bold(name)}${section}`;
}

function linesOf(block: ManBlock): readonly string[] {
  if (block.type === "text") {
    return [".PP", roff(block.text)];
  }
  if (block.type === "heading") {
    return [`.SS ${roff(block.text)}`];
  }
  if (block.type === "options") {
    return block.rows.flatMap(({ help, ...row }) => [".TP", flagOf(row), roff(help)]);
  }
  return block.type === "terms"
    ? block.terms.flatMap(({ name, text }) => [".TP", bold(name), brokenLines(text)])
    : [".PP", ".RS 4", ".nf", roff(block.text), ".fi", ".RE"];
}

function brokenLines(text: string): string {
  return roff(text).split("\n").join("\n.br\n");
}

function flagOf({ name, short, value }: Omit<OptionRow, "help">): string {
  const forms = [...(short === undefined ? [] : [`-${short}`]), `--${name}`].map(bold);
  return [forms.join(", "), ...(value === undefined ? [] : [italic(value)])].join(" ");
}

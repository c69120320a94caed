import { type Option, optionForms } from "../options/option.ts";
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
 * - `heading`: begins a section inside the part.
 * - `options`: flags with what they do.
 * - `terms`: names with what they mean; line breaks in the text stay.
 * - `code`: lines as they are.
 */
export type ManBlock =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "heading"; readonly text: string }
  | { readonly type: "options"; readonly options: readonly Option[] }
  | { readonly type: "terms"; readonly terms: readonly ManTerm[] }
  | { readonly type: "code"; readonly text: string };

interface ManTerm {
  readonly name: string;
  readonly text: string;
}

/** The source of the page, for `man`: the macros of man(7), all in ASCII. No date and no version, which would only age. */
export function formatManPage({
  name,
  section,
  summary,
  synopsis,
  parts,
  seeAlso,
}: ManPage): string {
  return [
    '.\\" Made from the tables that the program itself goes by; see CONTRIBUTING.md.',
    `.TH ${roff(name.toUpperCase())} ${section} "" "Hexai" "Hexai"`,
    ".nh", // names of variables and flags stay whole
    ".ad l",
    ".SH NAME",
    `${roff(name)} \\- ${roff(summary)}`,
    ...(synopsis.length === 0 ? [] : [".SH SYNOPSIS", ".nf", ...synopsis.map(formatCall), ".fi"]),
    ...parts.flatMap(({ title, blocks }) => [`.SH ${roff(title)}`, ...blocks.flatMap(formatBlock)]),
    ".SH SEE ALSO",
    seeAlso.map(formatReference).join(",\n"),
    "",
  ].join("\n");
}

function formatCall(line: string): string {
  const [program = "", ...rest] = line.split(" ");
  return [bold(program), ...rest.map(roff)].join(" ");
}

function formatReference(reference: string): string {
  const [, name = "", section = ""] = /^(.*)(\(\d\))$/u.exec(reference) ?? [];
  return `${bold(name)}${section}`;
}

function formatBlock(block: ManBlock): readonly string[] {
  if (block.type === "text") {
    return [".PP", roff(block.text)];
  }
  if (block.type === "heading") {
    return [`.SS ${roff(block.text)}`];
  }
  if (block.type === "options") {
    return block.options
      .filter(({ isHidden }) => isHidden !== true)
      .flatMap((option) => [".TP", formatFlag(option), roff(option.help)]);
  }
  return block.type === "terms"
    ? block.terms.flatMap(({ name, text }) => [".TP", bold(name), formatLines(text)])
    : [".PP", ".RS 4", ".nf", roff(block.text), ".fi", ".RE"];
}

function formatLines(text: string): string {
  return roff(text).split("\n").join("\n.br\n");
}

function formatFlag(option: Option): string {
  const { value } = option;
  const forms = optionForms(option).map(bold);
  return [forms.join(", "), ...(value === undefined ? [] : [italic(value)])].join(" ");
}

import type { Finding, Section } from "./check.ts";

const LABELS: Readonly<Record<Finding["mark"], string>> = {
  ok: "ok",
  warn: "warn",
  fail: "FAIL",
};

/** Green, yellow and bold red, as the terminal's theme draws them. */
const COLOURS: Readonly<Record<Finding["mark"], string>> = { ok: "32", warn: "33", fail: "1;31" };

const LABEL_WIDTH = 6;
const INDENT = " ".repeat(2 + LABEL_WIDTH);

/** The lines of a section: its title, and for each finding what was found and, below it, what to do. */
export function formatSection({ title, findings }: Section, isColorful: boolean): string {
  const heading = isColorful ? `\u001b[1m${title}\u001b[22m` : title;
  return `${heading}\n${findings.map((finding) => formatFinding(finding, isColorful)).join("")}`;
}

function formatFinding(finding: Finding, isColorful: boolean): string {
  const { mark, text } = finding;
  const label = LABELS[mark].padEnd(LABEL_WIDTH);
  const shown = isColorful ? `\u001b[${COLOURS[mark]}m${label}\u001b[0m` : label;
  const todo = finding.mark === "ok" ? "" : `${INDENT}→ ${indent(finding.todo)}\n`;
  return `  ${shown}${indent(text)}\n${todo}`;
}

function indent(text: string): string {
  return text.replaceAll("\n", `\n${INDENT}  `);
}

/** Raised when a field changes its meaning or is removed. */
const SCHEMA = 1;

/** What `--json` prints: everything that was found, as one object. */
export function formatJson(sections: readonly Section[]): string {
  const healthy = countFindings("fail", sections) === 0;
  return `${JSON.stringify({ schema: SCHEMA, healthy, sections }, undefined, 2)}\n`;
}

/** How many findings of all sections have this mark. */
export function countFindings(mark: Finding["mark"], sections: readonly Section[]): number {
  return sections.flatMap(({ findings }) => findings).filter((finding) => finding.mark === mark)
    .length;
}

/** The last line: how much there is to do. */
export function formatSummary(sections: readonly Section[]): string {
  const failures = countFindings("fail", sections);
  const warnings = countFindings("warn", sections);
  const counts = [
    ...(failures === 0 ? [] : [formatCount(failures, "problem")]),
    ...(warnings === 0 ? [] : [formatCount(warnings, "warning")]),
  ];
  return counts.length === 0 ? "No problems." : `${counts.join(", ")}.`;
}

/** A number with its noun: `1 file`, `2 files`. @param plural - An irregular plural. */
export function formatCount(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

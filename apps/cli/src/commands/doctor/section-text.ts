import type { Section } from "./check.ts";
import type { Finding } from "./finding.ts";

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
export function sectionText({ title, findings }: Section, isColorful: boolean): string {
  const heading = isColorful ? `\u001b[1m${title}\u001b[22m` : title;
  return `${heading}\n${findings.map((finding) => findingText(finding, isColorful)).join("")}`;
}

function findingText(finding: Finding, isColorful: boolean): string {
  const { mark, text } = finding;
  const label = LABELS[mark].padEnd(LABEL_WIDTH);
  const shown = isColorful ? `\u001b[${COLOURS[mark]}m${label}\u001b[0m` : label;
  const todo = finding.mark === "ok" ? "" : `${INDENT}→ ${indented(finding.todo)}\n`;
  return `  ${shown}${indented(text)}\n${todo}`;
}

function indented(text: string): string {
  return text.replaceAll("\n", `\n${INDENT}  `);
}

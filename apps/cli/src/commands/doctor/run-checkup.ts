import { sanitizeName } from "@hexai/terminal/text";

import type { Terminal } from "../../output/terminal.ts";
import { type Check, runCheck, type Section } from "./check.ts";
import { countFindings, formatJson, formatSection, formatSummary } from "./report.ts";

/**
 * Runs all checks at once, and shows their findings in order, as soon as they are known.
 *
 * @returns Whether nothing needs the user.
 * @throws The signal's reason, once it is aborted.
 */
export async function runCheckup(
  checks: readonly Check[],
  format: "json" | "text",
  { out, signal }: Pick<Terminal, "out" | "signal">,
): Promise<boolean> {
  const running = checks.map((check) => runCheck(check, signal));
  const sections: Section[] = [];
  for (const run of running) {
    const section = sanitizeSection(await run);
    signal.throwIfAborted();
    sections.push(section);
    if (format === "text") {
      out.write(`${formatSection(section, out.isColorful)}\n`);
    }
  }
  out.write(
    format === "json" ? formatJson(sections) : `${formatSummary(sections)}\n${SNIPPETS_HINT}\n`,
  );
  return countFindings("fail", sections) === 0;
}

const SNIPPETS_HINT = "What to paste for editors and tmux: hexai doctor --snippets";

/** Paths, variables and what providers say come from outside. */
function sanitizeSection({ title, findings }: Section): Section {
  return {
    title,
    findings: findings.map((finding) => {
      const text = sanitizeLines(finding.text);
      return finding.mark === "ok"
        ? { ...finding, text }
        : { ...finding, text, todo: sanitizeLines(finding.todo) };
    }),
  };
}

function sanitizeLines(text: string): string {
  return text.split("\n").map(sanitizeName).join("\n");
}

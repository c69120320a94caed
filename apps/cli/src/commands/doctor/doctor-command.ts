import { sanitizeName } from "@hexai/terminal/text";

import type { Terminal } from "../../output/terminal.ts";
import type { Check, Section } from "./check.ts";
import { doctorJson } from "./doctor-json.ts";
import { countOf, summaryOf } from "./doctor-summary.ts";
import { runCheck } from "./run-check.ts";
import { sectionText } from "./section-text.ts";

/**
 * `hexai doctor`: makes all checks at once, and shows what they find in their order, as soon as it is known.
 *
 * @returns Whether nothing needs the user.
 * @throws The signal's reason, once it is aborted.
 */
export async function doctorCommand(
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
      out.write(`${sectionText(section, out.isColorful)}\n`);
    }
  }
  out.write(
    format === "json" ? doctorJson(sections) : `${summaryOf(sections)}\n${SNIPPETS_HINT}\n`,
  );
  return countOf("fail", sections) === 0;
}

const SNIPPETS_HINT = "What to paste for editors and tmux: hexai doctor --snippets";

/** Paths, variables and what providers say are somebody else's words: none of them styles or moves anything. */
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

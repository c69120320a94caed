import type { Section } from "./check.ts";
import { counted } from "./counted.ts";
import type { Finding } from "./finding.ts";

/** How many findings of all sections have this mark. */
export function countOf(mark: Finding["mark"], sections: readonly Section[]): number {
  return sections.flatMap(({ findings }) => findings).filter((finding) => finding.mark === mark)
    .length;
}

/** The last line: whether somebody has to do something. */
export function summaryOf(sections: readonly Section[]): string {
  const failures = countOf("fail", sections);
  const warnings = countOf("warn", sections);
  const hints = warnings === 0 ? "" : `; ${counted(warnings, "thing")} could be better`;
  return failures === 0
    ? `Nothing needs you${hints}.`
    : `${counted(failures, "thing")} ${failures === 1 ? "needs" : "need"} you${hints}.`;
}

import { guess } from "./guess.ts";
import { SECTIONS, SETTINGS } from "./schema.ts";

/** What to say about something at the top of a file that is no section. */
export function unknownSection(name: string): string {
  const sections = [...SECTIONS.keys()];
  const meant = guess(name, sections);
  if (meant !== undefined) {
    return didYouMean(`[${meant}]`);
  }
  return (
    keyElsewhere(name) ?? `is not known, there are ${sections.map((it) => `[${it}]`).join(", ")}`
  );
}

/** What to say about a key that `section`, which exists, does not have. */
export function unknownKey(section: string, name: string): string {
  const names = [...(SECTIONS.get(section)?.keys() ?? [])];
  const meant = guess(name, names);
  if (meant !== undefined) {
    return didYouMean(`${section}.${meant}`);
  }
  return keyElsewhere(name) ?? `is not known, [${section}] has ${names.join(", ")}`;
}

/** The key of that name in another section, for one that stands at the wrong place. */
function keyElsewhere(name: string): string | undefined {
  const setting = SETTINGS.find((candidate) => candidate.name === name);
  return setting && didYouMean(setting.key);
}

function didYouMean(key: string): string {
  return `is not known, did you mean ${key}?`;
}

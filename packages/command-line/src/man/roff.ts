/** Characters that roff draws as something else than they are, with what draws them. */
const GLYPHS: Readonly<Record<string, string>> = {
  "\\": "\\(rs",
  "-": "\\-",
  "'": "\\(aq",
  '"': "\\(dq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
};

/** Text as roff draws it literally, in ASCII. A line may begin with whatever it likes. */
export function roff(text: string): string {
  return text
    .replaceAll(/[\\'"`^~-]/gu, (sign) => GLYPHS[sign] ?? sign)
    .replaceAll(/[^\u0000-\u007e]/gu, glyphOf) // oxlint-disable-line no-control-regex -- what is not ASCII
    .replaceAll(/^\./gmu, "\\&.");
}

export function bold(text: string): string {
  return `\\fB${roff(text)}\\fR`;
}

export function italic(text: string): string {
  return `\\fI${roff(text)}\\fR`;
}

/** The name that groff and mandoc know every character by. */
function glyphOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `\\[u${code}]`;
}

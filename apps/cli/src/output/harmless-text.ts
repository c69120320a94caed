/** `\r` alone would let the rest of a line hide its beginning. */
const CARRIAGE_RETURN = /\r/gu;

/** All control characters but tab and line feed: C0, DEL and C1. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/**
 * Text that a terminal shows and does not obey. Without its control character no sequence works, so each
 * one is replaced by its picture (`␛` for escape, `�` for C1) and the rest of the sequence stays readable;
 * carriage returns go. Needs no memory, so sequences that are split between two deltas are harmless too.
 */
export function harmlessText(text: string): string {
  return text.replaceAll(CARRIAGE_RETURN, "").replaceAll(CONTROL, pictureOf);
}

function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code === 0x7f) {
    return "\u2421";
  }
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}

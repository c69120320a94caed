/** Whether `text` is a web page. A chunk size may precede it when a proxy passes the chunked encoding on. */
export function isWebPage(text: string): boolean {
  return /^(?:[0-9a-f]+\s+)?(?:<!--[^]*?-->\s*)?<(?:!doctype|html|head|body|title|meta|script|style|link|h\d|center|p|div|\?xml)\b/iu.test(
    text.trimStart(),
  );
}

/**
 * The title of a web page, else its first heading; undefined when there is neither. An error in XML, as Amazon S3 sends it, has
 * a message in place of both.
 */
export function titleOf(page: string): string | undefined {
  const shown = page.replaceAll(/<!--[^]*?-->|<(script|style|svg)\b[^]*?<\/\1\s*>/giu, "");
  const [, title = ""] = /<title[^>]*>([^<]*)<\/title>/iu.exec(shown) ?? [];
  const [, heading = ""] = /<h1[^>]*>([^<]*)<\/h1>/iu.exec(shown) ?? [];
  const [, message = ""] = /<message[^>]*>([^<]*)<\/message>/iu.exec(shown) ?? [];
  return [title, heading, message].map(toText).find((text) => text !== "");
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["hellip", "…"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["laquo", "«"],
  ["raquo", "»"],
  ["middot", "·"],
  ["bull", "•"],
  ["copy", "©"],
  ["reg", "®"],
  ["szlig", "ß"],
]);

/** The combining marks of entities such as `&eacute;` and `&Uuml;`. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ["grave", "\u0300"],
  ["acute", "\u0301"],
  ["circ", "\u0302"],
  ["tilde", "\u0303"],
  ["uml", "\u0308"],
  ["ring", "\u030A"],
  ["cedil", "\u0327"],
]);

function characterOf(name: string): string | undefined {
  const mark = MARKS.get(name.slice(1));
  return mark === undefined
    ? ENTITIES.get(name.toLowerCase())
    : `${name.charAt(0)}${mark}`.normalize("NFC");
}

function toText(html: string): string {
  return html
    .replaceAll(
      /&(?:(\w+)|#(\d+)|#x([0-9a-f]+));/giu,
      (all, name?: string, decimal?: string, hex?: string) => {
        if (name !== undefined) {
          return characterOf(name) ?? all;
        }
        const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
        return code <= 0x10_ff_ff ? String.fromCodePoint(code) : all;
      },
    )
    .replaceAll(/\s+/gu, " ")
    .trim();
}

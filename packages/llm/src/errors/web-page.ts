/** Whether `text` is a web page. A chunk size may precede it when a proxy passes the chunked encoding on. */
export function isWebPage(text: string): boolean {
  return /^(?:[0-9a-f]+\s+)?(?:<!--[^]*?-->\s*)?<(?:!doctype|html|head|body|title|h\d|center|p|div|\?xml)\b/iu.test(
    text.trimStart(),
  );
}

/** The title of a web page, else its first heading; undefined when there is neither. */
export function titleOf(page: string): string | undefined {
  const [, title = ""] = /<title[^>]*>([^<]*)<\/title>/iu.exec(page) ?? [];
  const [, heading = ""] = /<h1[^>]*>([^<]*)<\/h1>/iu.exec(page) ?? [];
  return [title, heading].map(toText).find((text) => text !== "");
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
]);

function toText(html: string): string {
  return html
    .replaceAll(
      /&(?:(\w+)|#(\d+)|#x([0-9a-f]+));/giu,
      (all, name?: string, decimal?: string, hex?: string) => {
        if (name !== undefined) {
          return ENTITIES.get(name.toLowerCase()) ?? all;
        }
        const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
        return code <= 0x10_ff_ff ? String.fromCodePoint(code) : all;
      },
    )
    .replaceAll(/\s+/gu, " ")
    .trim();
}

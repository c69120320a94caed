import type { ImageMediaType } from "@hexai/chat";

/** What a file is by its first bytes, whatever its name says. */
export type FileFormat =
  | { readonly type: "image"; readonly mediaType: ImageMediaType }
  /** Something that no provider reads as it is, and what it is called. */
  | { readonly type: "foreign"; readonly name: ForeignName }
  | { readonly type: "unknown" };

export type ForeignName = "AVIF" | "BMP" | "HEIC" | "ICO" | "JPEG XL" | "PDF" | "SVG" | "TIFF";

/** So many bytes tell the format: comments may stand before the first element of an SVG. */
export const FORMAT_BYTES = 4096;

/** @param bytes - At least the first `FORMAT_BYTES` of the file, or all of it. */
export function formatOf(bytes: Uint8Array): FileFormat {
  const start = Buffer.from(bytes.subarray(0, FORMAT_BYTES)).toString("latin1");
  const has = (signature: Signature): boolean =>
    Object.entries(signature).every(([at, sign]) => start.startsWith(sign, Number(at)));
  const image = IMAGES.find(([signature]) => has(signature));
  if (image !== undefined) {
    return { type: "image", mediaType: image[1] };
  }
  const foreign = FOREIGN.find(([signature]) => has(signature))?.[1];
  const name = SVG.test(start) ? "SVG" : foreign;
  return name === undefined ? { type: "unknown" } : { type: "foreign", name };
}

/** The bytes that stand at these places, as characters. */
type Signature = Readonly<Record<number, string>>;

const IMAGES: readonly (readonly [Signature, ImageMediaType])[] = [
  [{ 0: "\x89PNG\r\n\x1a\n" }, "image/png"],
  [{ 0: "\xff\xd8\xff" }, "image/jpeg"],
  [{ 0: "GIF87a" }, "image/gif"],
  [{ 0: "GIF89a" }, "image/gif"],
  [{ 0: "RIFF", 8: "WEBP" }, "image/webp"],
];

const FOREIGN: readonly (readonly [Signature, ForeignName])[] = [
  ...["avif", "avis"].map((brand) => [{ 4: `ftyp${brand}` }, "AVIF"] as const),
  ...["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"].map(
    (brand) => [{ 4: `ftyp${brand}` }, "HEIC"] as const,
  ),
  [{ 0: "II*\0" }, "TIFF"],
  [{ 0: "II+\0" }, "TIFF"],
  [{ 0: "MM\0*" }, "TIFF"],
  [{ 0: "MM\0+" }, "TIFF"],
  [{ 0: "\xff\n" }, "JPEG XL"],
  [{ 0: "\0\0\0\fJXL " }, "JPEG XL"],
  [{ 0: "BM", 6: "\0\0\0\0" }, "BMP"],
  [{ 0: "\0\0\x01\0" }, "ICO"],
  [{ 0: "%PDF-" }, "PDF"],
];

/** Its element, behind what may stand before the first one of an XML document. */
const SVG =
  /^(?:\xef\xbb\xbf)?\s*(?:(?:<\?[^>]*>|<!--[^]*?-->|<!doctype\s[^>[]*(?:\[[^\]]*\])?[^>]*>)\s*)*<svg[\s/>]/iu;

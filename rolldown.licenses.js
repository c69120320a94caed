import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of the package that a module belongs to, when it is not ours. */
const PACKAGE = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/** Modules of ours that were made out of a package, and the folder of that package. */
const SOURCES_OF = [
  [
    "/packages/prices/dist/table/price-table.js",
    join(import.meta.dirname, "packages/prices/node_modules/@pydantic/genai-prices"),
  ],
];

/** Lists the packages that went into the bundle beside it, with their licences, as those ask for. */
export const withLicenses = {
  name: "with-licenses",
  /** @param {unknown} _options @param {Record<string, { type: string, moduleIds?: readonly string[] }>} bundle */
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
    const folders = new Set(
      modules.flatMap(
        (id) => PACKAGE.exec(id) ?? SOURCES_OF.find(([file]) => id.endsWith(file))?.[1] ?? [],
      ),
    );
    this.emitFile({
      type: "asset",
      fileName: "THIRD-PARTY-LICENSES.txt",
      source: [...folders]
        .map(noticeOf)
        .toSorted()
        .join(`\n${"-".repeat(80)}\n\n`),
    });
  },
};

/** @param {string} folder */
function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)\b/i.test(entry));
  const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8");
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

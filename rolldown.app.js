import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

import { defineConfig } from "rolldown";

import { withLicenses } from "./rolldown.licenses.js";

/** Ink loads its devtools when DEV is set. They are not installed, and nobody wants them in a shipped program. */
const withoutInkDevtools = {
  name: "without-ink-devtools",
  load: { filter: { id: /\/ink\/build\/devtools\.js$/ }, handler: () => "export {};" },
};

/**
 * Ink's layout engine reads itself, a `data:` address, by Node's `fetch`, which takes as long to load as a bare Node takes to
 * start. Where there is no `fetch` it decodes the text.
 */
const withoutFetchedLayout = {
  name: "without-fetched-layout",
  transform: {
    filter: { id: /\/yoga-layout\/dist\/binaries\/[^/]+\.js$/ },
    handler: (code) => code.replaceAll('"function"!=typeof fetch', "true"),
  },
};

/**
 * The AI SDK names the kinds of zod 3's schemas, in case somebody hands it one. Nobody here does, and the whole of zod 3 would
 * be compiled before every question.
 */
const withoutZod3 = {
  name: "without-zod-3",
  load: {
    filter: { id: /\/zod\/v3\/index\.js$/ },
    handler: () => "export const ZodFirstPartyTypeKind = {};",
  },
};

/**
 * The protocol's library makes random names for pipes. Nobody here uses one, and Node's `crypto` would be loaded before the
 * editor gets its first answer.
 */
const withoutPipeNames = {
  name: "without-pipe-names",
  resolveId: {
    filter: { id: /^crypto$/ },
    handler: (_, importer) =>
      importer?.endsWith("/vscode-jsonrpc/lib/node/main.js") ? "\0no-crypto" : undefined,
  },
  load: { filter: { id: /^\0no-crypto$/ }, handler: () => "module.exports = {};" },
};

/**
 * The first `localeCompare` of a process loads a collation, which takes as long as a third of a bare start. The Fetch Standard
 * ("sort and combine") has the names of headers in the order of their bytes.
 */
const withPlainOrder = {
  name: "with-plain-order",
  transform: {
    filter: { id: /\/headers-polyfill\/lib\/index\.cjs$/ },
    handler: (code) => code.replace(".sort((a, b) => a.localeCompare(b))", ".sort()"),
  },
};

/** Our own code that needs no more of Node than the start does, as against `io/`, tmux and libraries. An index brings them all. */
const OURS = /\/(packages\/(?!tmux\/)[\w-]+\/dist|apps\/[\w-]+\/src)\/(?!io\/|index\.js)/;

/** Nothing may import the entry: it awaits everything else. */
const NOT_THE_ENTRY = /(?<!\/src\/main\.ts)$/;

const shared = {
  platform: "node",
  external: [/^node:/],
  plugins: [withoutInkDevtools, withoutFetchedLayout, withoutZod3, withLicenses],
  transform: { target: "node20.19", define: { "process.env.NODE_ENV": '"production"' } },
};

const output = {
  dir: "dist",
  minify: true,
  chunkFileNames: "[name]-[hash].js",
};

// Each file costs Node about a millisecond. What several parts share is one chunk, apart from what starts the app.
const codeSplitting = {
  groups: [
    { name: "start", test: NOT_THE_ENTRY, tags: ["$initial"], priority: 2 },
    { name: "shared", test: OURS, minShareCount: 2, priority: 1 },
  ],
};

/** A screen that ink draws. Ink awaits its layout engine while it is loaded, which only an ES module can do. */
const SCREEN = "show-stats-watch";
const SCREEN_FILE = `src/ui/${SCREEN}.tsx`;

const withoutScreen = {
  name: "without-screen",
  resolveId: {
    filter: { id: new RegExp(`/${SCREEN}\\.tsx$`) },
    handler: () => ({ id: `./${SCREEN}.mjs`, external: true }),
  },
};

/** One entry, and a chunk for everything that is imported when used. */
const esModules = {
  ...shared,
  input: { main: "src/main.ts" },
  output: { ...output, format: "esm", cleanDir: true, codeSplitting },
};

/**
 * The same for Node's older modules, whose loader takes a fifth of a bare start less; the screen is beside it. Node's own
 * `Headers`, which every SDK makes, would load all of its `fetch`, which takes as long as a bare start.
 */
const commonJs = [
  {
    ...esModules,
    plugins: [withoutScreen, withoutZod3, withoutPipeNames, withPlainOrder, withLicenses],
    transform: {
      ...shared.transform,
      inject: { Headers: ["headers-polyfill", "Headers"] },
      define: { ...shared.transform.define, "globalThis.Headers": "undefined" },
    },
    resolve: { alias: { "headers-polyfill": resolve("node_modules/headers-polyfill") } },
    output: { ...esModules.output, format: "cjs" },
  },
  ...(existsSync(SCREEN_FILE)
    ? [
        {
          ...shared,
          input: { [SCREEN]: SCREEN_FILE },
          output: { ...output, format: "esm", codeSplitting: false, entryFileNames: "[name].mjs" },
        },
      ]
    : []),
];

const { type } = JSON.parse(readFileSync("package.json", "utf8"));

/** Bundles the app in the current directory, for the kind of modules that its package.json says. */
export default defineConfig(type === "module" ? esModules : commonJs);

import { resolve } from "node:path";

import { defineConfig } from "rolldown";

import { withLicenses } from "./rolldown.licenses.js";

/** Ink loads and awaits its devtools when DEV is set. They are not installed, and nobody wants them in a shipped program. */
const withoutInkDevtools = {
  name: "without-ink-devtools",
  transform: {
    filter: { id: /\/ink\/build\/reconciler\.js$/ },
    handler: (code) =>
      code.replace("await import('./devtools.js')", "").replace("await loadPackageJson()", "{}"),
  },
};

/**
 * Ink's layout engine, made at once. Its own start awaits Node's `fetch` of a `data:` address: that takes as long to load as a
 * bare Node, and no CommonJS module can await.
 */
const LAYOUT_ENGINE = `
  import loadYoga, { ADDRESS } from "../binaries/yoga-wasm-base64-esm.js";
  import wrapAssembly from "./wrapAssembly.js";
  const engine = {
    instantiateWasm(imports, use) {
      const code = Buffer.from(ADDRESS.slice(ADDRESS.indexOf(",") + 1), "base64");
      use(new WebAssembly.Instance(new WebAssembly.Module(code), imports));
      return {};
    },
  };
  loadYoga(engine);
  export default wrapAssembly(engine);
  export * from "./generated/YGEnums.js";`;

/** The engine itself; shorter texts of the kind are compared with it. */
const ENGINE_ADDRESS = /"data:[^"]{99,}"/;

const withLayoutAtOnce = {
  name: "with-layout-at-once",
  load: {
    filter: { id: /\/yoga-layout\/dist\/src\/index\.js$/ },
    handler: () => LAYOUT_ENGINE,
  },
  transform: {
    filter: { id: /\/yoga-layout\/dist\/binaries\/[^/]+\.js$/ },
    handler(code) {
      const [address] = ENGINE_ADDRESS.exec(code);
      return `${code.replace(address, "ADDRESS")}\nexport const ADDRESS = ${address};`;
    },
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

const IMPORT_OF_PROCESS = /^import process from ["'](?:node:)?process["'];?$/m;

/**
 * A default import of one of Node's modules becomes an object with a getter for each of its properties, in every file anew.
 * `process` has a hundred of them, and is there without an import.
 */
const withGlobalProcess = {
  name: "with-global-process",
  transform: {
    filter: { code: IMPORT_OF_PROCESS },
    handler: (code) => code.replace(IMPORT_OF_PROCESS, ""),
  },
};

/** One other character doubles what a file takes in V8's heap, and the start waits for its garbage collector. */
const withAsciiOnly = {
  name: "with-ascii-only",
  generateBundle(_, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type === "chunk") {
        output.code = output.code.replace(/[^\0-\x7f]/g, escapeOf);
      }
    }
  },
};

function escapeOf(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Our own code that needs no more of Node than the start does, as against `io/`, tmux, the process and libraries. An index brings them all. */
const OURS = /\/(packages\/(?!tmux\/|program\/)[\w-]+\/dist|apps\/[\w-]+\/src)\/(?!io\/|index\.js)/;

/** Nothing may import the entry: it awaits everything else. */
const NOT_THE_ENTRY = /(?<!\/src\/main\.ts)$/;

// Each file costs Node about a millisecond. What several parts share is one chunk, apart from what starts the app.
const codeSplitting = {
  groups: [
    { name: "start", test: NOT_THE_ENTRY, tags: ["$initial"], priority: 2 },
    { name: "shared", test: OURS, minShareCount: 2, priority: 1 },
  ],
};

/**
 * Bundles the app in the current directory: one entry, and a chunk for everything that is imported when used. For Node's older
 * modules, whose loader takes a fifth of a bare start less. What libraries would wait for is replaced: Node's own `Headers`,
 * which every SDK makes, loads all of its `fetch`, as long as a bare start; `Intl.Segmenter` and the two versions of
 * `string-width` that ink brings, a bare start together.
 */
export default defineConfig({
  platform: "node",
  external: [/^node:/],
  input: { main: "src/main.ts" },
  plugins: [
    withoutInkDevtools,
    withLayoutAtOnce,
    withoutZod3,
    withoutPipeNames,
    withPlainOrder,
    withGlobalProcess,
    withAsciiOnly,
    withLicenses,
  ],
  transform: {
    target: "node20.19",
    inject: {
      Headers: ["headers-polyfill", "Headers"],
      "Intl.Segmenter": [resolve("node_modules/@hexai/program/dist/segmenter.js"), "Segmenter"],
    },
    define: { "process.env.NODE_ENV": '"production"', "globalThis.Headers": "undefined" },
  },
  resolve: {
    alias: {
      "headers-polyfill": resolve("node_modules/headers-polyfill"),
      "string-width": resolve("node_modules/fast-string-width"),
    },
  },
  output: {
    dir: "dist",
    format: "cjs",
    minify: true,
    cleanDir: true,
    chunkFileNames: "[name]-[hash].js",
    codeSplitting,
  },
});

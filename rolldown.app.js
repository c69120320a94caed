import { resolve } from "node:path";

import { defineConfig } from "rolldown";

import { withPlainExports } from "./rolldown.exports.js";
import { withLighterLibraries } from "./rolldown.libraries.js";
import { withLicenses } from "./rolldown.licenses.js";

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

/** What stands in the place of something of Node's, or of a library. */
function ourOwn(name) {
  return resolve(import.meta.dirname, `packages/terminal/dist/text/${name}.js`);
}

/** Our own code that needs no more of Node than the start does, as against `io/`, tmux, the process, ink and libraries. An index brings them all. */
const OURS =
  /\/(packages\/(?!tmux\/|process\/|terminal\/dist\/(?!text\/))[\w-]+\/dist|apps\/[\w-]+\/src)\/(?!(?:.*\/)?io\/|index\.js)/;

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
 * which every SDK makes, loads all of its `fetch`, as long as a bare start; `Intl.Segmenter` and the libraries for widths take a
 * bare start together.
 */
export default defineConfig({
  platform: "node",
  external: [/^node:/],
  input: { main: "src/main.ts" },
  plugins: [withLighterLibraries, withGlobalProcess, withAsciiOnly, withPlainExports, withLicenses],
  transform: {
    target: "node20.19",
    inject: {
      Headers: ["headers-polyfill", "Headers"],
      "Intl.Segmenter": [ourOwn("segmenter"), "Segmenter"],
    },
    define: { "process.env.NODE_ENV": '"production"', "globalThis.Headers": "undefined" },
  },
  resolve: {
    alias: {
      "headers-polyfill": resolve("node_modules/headers-polyfill"),
      "fast-string-width": ourOwn("string-width"),
      "string-width": ourOwn("string-width"),
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

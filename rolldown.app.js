import { resolve } from "node:path";

import { defineConfig } from "rolldown";

import { withInk } from "./rolldown.ink.js";
import { withLicenses } from "./rolldown.licenses.js";

/** Our own code that needs no more of Node than the start does, as against `io/`, tmux, the process, ink and libraries. An index brings them all. */
const OURS =
  /\/(packages\/(?!tmux\/|process\/|terminal\/dist\/(?!text\/))[\w-]+\/dist|apps\/[\w-]+\/src)\/(?!(?:.*\/)?io\/|index\.js)/;

/** The same, with what a question needs before its request is sent. */
const SHARED = new RegExp(
  `${OURS.source}|/conversation/store/io/(?:message-id|pictures-of|terminal-id)\\.ts$`,
);

/** Nothing may import the entry: it awaits everything else. */
const NOT_THE_ENTRY = /(?<!\/src\/main\.ts)$/;

/** What `hexai log` needs to list conversations: it starts without the configuration, as most other commands do not. */
const CONVERSATIONS =
  /\/apps\/cli\/src\/(?:commands\/log\/(?:run|list|search)|conversation\/(?:message-lines|title|store\/(?:conversation-id|conversations-dir|io\/conversation-store)))\.ts$/;

/** What prices requests, apart from the table: small, and all that `hexai log` needs besides. */
const PRICING =
  /\/packages\/prices\/dist\/(?!table\/price-table)|\/commands\/log\/price-entries\.ts$/;

/** What is needed beside and behind the request of a question that is kept: together, and not before the request. */
const KEEPING =
  /\/apps\/cli\/src\/conversation\/(?:choose-conversation|finish-session|store\/to-evict|store\/io\/(?!conversation-store|message-id|pictures-of|terminal-id)[\w-]+)\.ts$/;

/** What only a program with a configuration file needs, which is a third of all that a question loads. */
const TOML =
  /\/(?:packages\/config\/dist\/layers\/(?:parse-toml|file-entries)\.js$|node_modules\/(?:toml-eslint-parser|eslint-visitor-keys)\/)/;

// Each file costs Node about a millisecond. What several parts share is one chunk, apart from what starts the app.
const codeSplitting = {
  groups: [
    { name: "start", test: NOT_THE_ENTRY, tags: ["$initial"], priority: 2 },
    {
      name: "conversations",
      test: CONVERSATIONS,
      priority: 3,
      includeDependenciesRecursively: false,
    },
    { name: "pricing", test: PRICING, priority: 3, includeDependenciesRecursively: false },
    { name: "keeping", test: KEEPING, priority: 2, includeDependenciesRecursively: false },
    { name: "toml", test: TOML, priority: 2, includeDependenciesRecursively: false },
    { name: "shared", test: SHARED, minShareCount: 2, priority: 1 },
  ],
};

/** Our own table of widths measures what ink draws too: with two tables that disagree, lines would break. */
const STRING_WIDTH = resolve(import.meta.dirname, "packages/terminal/dist/text/string-width.js");

/**
 * Bundles the app in the current directory: one entry, and a chunk for everything that is imported when used. For Node's older
 * modules, whose loader takes a fifth of a bare start less (docs/decisions/2026-11-29-what-a-start-costs.md).
 */
export default defineConfig({
  platform: "node",
  external: [/^node:/],
  input: { main: "src/main.ts" },
  plugins: [withInk, withLicenses],
  transform: {
    target: "node20.19",
    define: { "process.env.NODE_ENV": '"production"' },
  },
  resolve: {
    alias: { "fast-string-width": STRING_WIDTH, "string-width": STRING_WIDTH },
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

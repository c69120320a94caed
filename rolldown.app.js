import { defineConfig } from "rolldown";

import { withLicenses } from "./rolldown.licenses.js";

/** Ink loads its devtools when DEV is set. They are not installed, and nobody wants them in a shipped program. */
const withoutInkDevtools = {
  name: "without-ink-devtools",
  load: { filter: { id: /\/ink\/build\/devtools\.js$/ }, handler: () => "export {};" },
};

/** Our own code that needs no more of Node than the start does, as against `io/` and libraries. */
const OURS = /\/(packages\/[\w-]+\/dist|apps\/[\w-]+\/src)\/(?!io\/)/;

/** Nothing may import the entry: it awaits everything else. */
const NOT_THE_ENTRY = /(?<!\/src\/main\.ts)$/;

/** Bundles the app in the current directory: one entry, and a chunk for everything that is imported when used. */
export default defineConfig({
  input: { main: "src/main.ts" },
  platform: "node",
  external: [/^node:/],
  plugins: [withoutInkDevtools, withLicenses],
  transform: { target: "node20.19", define: { "process.env.NODE_ENV": '"production"' } },
  output: {
    dir: "dist",
    format: "esm",
    cleanDir: true,
    minify: true,
    chunkFileNames: "[name]-[hash].js",
    // Each file costs Node about a millisecond. What several parts share is one chunk, apart from what starts the app.
    codeSplitting: {
      groups: [
        { name: "start", test: NOT_THE_ENTRY, tags: ["$initial"], priority: 2 },
        { name: "shared", test: OURS, minShareCount: 2, priority: 1 },
      ],
    },
  },
});

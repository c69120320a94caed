import { defineConfig } from "rolldown";

/** Bundles the app in the current directory: one entry, and a chunk for everything that is imported when used. */
export default defineConfig({
  input: { main: "src/main.ts" },
  platform: "node",
  external: [/^node:/],
  transform: { target: "node20.19", define: { "process.env.NODE_ENV": '"production"' } },
  output: {
    dir: "dist",
    format: "esm",
    cleanDir: true,
    minify: true,
    chunkFileNames: "[name]-[hash].js",
  },
});

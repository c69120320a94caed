// Run by Bun with the path to write, and the orders in which to lay the code out: compiles the three programs into one executable.
import { resolve } from "node:path";
import process from "node:process";

const [, , outfile, ...bytecodeOrder] = process.argv;

/** Our own table of widths measures what ink draws too: with two tables that disagree, lines would break. */
const STRING_WIDTH = resolve(import.meta.dirname, "../../terminal/dist/text/string-width.js");

/** What is left out of ink: devtools that are not installed, and a cursor that is shown on stderr whatever stderr is. */
const LEFT_OUT = /\/(?:ink\/build\/devtools|restore-cursor\/index)\.js$/;

/** @type {import("bun").BunPlugin} */
const withInk = {
  name: "with-ink",
  setup(build) {
    build.onResolve({ filter: /^(?:fast-)?string-width$/ }, () => ({ path: STRING_WIDTH }));
    build.onLoad({ filter: LEFT_OUT }, () => ({
      contents: "export default () => {};",
      loader: "js",
    }));
  },
};

await Bun.build({
  // The first is the one that runs.
  entrypoints: ["../src/main.ts", "built-in-modules.js"].map((file) =>
    resolve(import.meta.dirname, file),
  ),
  format: "esm",
  splitting: true,
  bytecode: true,
  minify: true,
  plugins: [withInk],
  define: {
    "process.env.NODE_ENV": '"production"',
  },
  compile: {
    outfile,
    bytecodeOrder,
    // Most of our code runs once, so that machine code is made of it in vain. What runs often gets it a little later.
    jitPolicy: 8,
    // A repository's `.env` and `bunfig.toml` are no settings of ours, and the second can name code to run.
    autoloadDotenv: false,
    autoloadBunfig: false,
    autoloadTsconfig: false,
    autoloadPackageJson: false,
  },
});

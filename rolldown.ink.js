/**
 * Lets ink be a part of a CommonJS bundle of a filter. Two of its modules await something while they are loaded, which no CommonJS
 * module can do, and a library of its own writes to stderr; nothing else of any library is changed.
 */
export const withInk = [
  {
    // At the end of the process this one shows the cursor again on stderr, whatever stderr is: Vim puts what a filter writes there
    // into the document. Ink itself shows the cursor on the terminal that it has drawn on, also when a signal ends the process.
    name: "without-cursor-on-stderr",
    load: {
      filter: { id: /\/restore-cursor\/index\.js$/ },
      handler: () => "export default () => {};",
    },
  },
  {
    // Devtools are loaded and awaited when DEV is set. They are not installed.
    name: "without-ink-devtools",
    transform: {
      filter: { id: /\/ink\/build\/reconciler\.js$/ },
      handler: (code) =>
        replaced(code, ["await import('./devtools.js')", ""], ["await loadPackageJson()", "{}"]),
    },
  },
  {
    // The layout engine awaits its WebAssembly. It is compiled from the same bytes without a promise.
    name: "with-layout-engine",
    load: {
      filter: { id: /\/yoga-layout\/dist\/src\/index\.js$/ },
      handler: () => LAYOUT_ENGINE,
    },
    transform: {
      filter: { id: /\/yoga-layout\/dist\/binaries\/[^/]+\.js$/ },
      handler(code) {
        const [address = ""] = ENGINE_ADDRESS.exec(code) ?? [];
        return `${replaced(code, [address, "ADDRESS"])}\nexport const ADDRESS = ${address};`;
      },
    },
  },
];

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

/** The WebAssembly itself as a `data:` address; shorter texts of the kind are compared with it. */
const ENGINE_ADDRESS = /"data:[^"]{99,}"/;

/** Fails where a newer version of a library says something else. */
function replaced(code, ...changes) {
  let result = code;
  for (const [part, instead] of changes) {
    if (part === "" || !result.includes(part)) {
      throw new Error(`rolldown.ink.js: there is no ${JSON.stringify(part)} to be replaced`);
    }
    result = result.replace(part, () => instead);
  }
  return result;
}

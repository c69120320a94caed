/** Ink loads and awaits its devtools when DEV is set. They are not installed, and nobody wants them in a shipped program. */
const withoutInkDevtools = {
  name: "without-ink-devtools",
  transform: {
    filter: { id: /\/ink\/build\/reconciler\.js$/ },
    handler: (code) =>
      replaced(code, ["await import('./devtools.js')", ""], ["await loadPackageJson()", "{}"]),
  },
};

/** Ink opens the standard streams, in case it is not told which to use. Each takes up to a millisecond, and it is told. */
const withoutInkStreams = {
  name: "without-ink-streams",
  transform: {
    filter: { id: /\/ink\/build\/(?:render|components\/Std(?:in|out|err)Context)\.js$/ },
    handler(code) {
      const streams = [...new Set(code.match(/: process\.std(?:in|out|err),\n/g))];
      return replaced(code, ...streams.map((stream) => [stream, ": undefined,\n"]));
    },
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
      const [address = ""] = ENGINE_ADDRESS.exec(code) ?? [];
      return `${replaced(code, [address, "ADDRESS"])}\nexport const ADDRESS = ${address};`;
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
    handler: (code) => replaced(code, [".sort((a, b) => a.localeCompare(b))", ".sort()"]),
  },
};

/**
 * The parser of event streams extends one of Node's streams, all of which would be loaded before a question is sent and not
 * while its answer is waited for.
 */
const withStreamsWhenRead = {
  name: "with-streams-when-read",
  transform: {
    filter: { id: /\/eventsource-parser\/dist\/stream\.js$/ },
    handler: (code) =>
      replaced(code, [" extends TransformStream", ""], ["super({", "return new TransformStream({"]),
  },
};

/** Zod, when it has been loaded. */
const ZOD_WHEN_READ = `
  let zod;
  export const z = new Proxy({}, { get: (_, name) => zod[name] });
  export const loadZod = async (load) => (zod ??= await load());
  /** The schema that \`make\` gives, made when it is first looked at. */
  export function whenRead(make) {
    let made;
    const schema = () => (made ??= make());
    return new Proxy({}, { get: (_, name) => schema()[name], has: (_, name) => name in schema() });
  }`;

/** A schema that its module makes at once; others are made in functions. */
const SCHEMA_MADE_AT_ONCE = /(?<=^var \w+ = )z\d?\.object\(\{\n[^]*?\n\}\)(?=;$)/gm;

/**
 * The AI SDK checks with zod what it reads. Zod and the schemas are made when the first answer comes, and not before the
 * question is sent.
 */
const withZodWhenRead = {
  name: "with-zod-when-read",
  resolveId: {
    filter: { id: /^zod\/v4$/ },
    handler: (_, importer, { kind }) =>
      kind !== "dynamic-import" && importer.includes("/@ai-sdk/") ? "\0zod-when-read" : undefined,
  },
  load: { filter: { id: /^\0zod-when-read$/ }, handler: () => ZOD_WHEN_READ },
  transform: {
    filter: { id: /\/@ai-sdk\/(?:provider-utils|openai-compatible)\/dist\/index\.mjs$/ },
    handler: (code, id) =>
      id.includes("/provider-utils/")
        ? replaced(
            code,
            ["import * as z4 from", "import { loadZod, z as z4 } from"],
            [
              "const actualSchema = asSchema(",
              'await loadZod(() => import("zod/v4"));\n  const actualSchema = asSchema(',
            ],
          )
        : replaced(
            code,
            ["import { z } from", "import { whenRead, z } from"],
            ...(code.match(SCHEMA_MADE_AT_ONCE) ?? [""]).map((schema) => [
              schema,
              `whenRead(() => ${schema})`,
            ]),
            [
              "this.chunkSchema = createOpenAICompatibleChatChunkSchema(\n      errorStructure.errorSchema\n    )",
              "this.chunkSchema = whenRead(() => createOpenAICompatibleChatChunkSchema(errorStructure.errorSchema))",
            ],
          ),
  },
};

/** Zod says in fifty languages what is wrong. */
const withoutZodLocales = {
  name: "without-zod-locales",
  load: { filter: { id: /\/zod\/v4\/locales\/index\.js$/ }, handler: () => "export {};" },
};

/**
 * Every kind of zod's schemas gets two accessors for each method that any schema has, for who takes a method off its schema.
 * Nobody here does, and the accessors take 0.6 MB.
 */
const withPlainMethods = {
  name: "with-plain-methods",
  transform: {
    filter: { id: /\/zod\/v4\/core\/util\.js$/ },
    handler: (code) =>
      replaced(code, [
        "function defineBound(proto, key, fn) {",
        "function defineBound(proto, key, value) {\n" +
          "return Object.defineProperty(proto, key, { configurable: true, writable: true, value });",
      ]),
  },
};

/** The patterns by which widths are told know all of Unicode. They are made when the first text needs them. */
const withWidthsWhenTold = {
  name: "with-widths-when-told",
  transform: {
    filter: { id: /\/fast-string-truncated-width\/dist\/index\.js$/ },
    handler: (code) =>
      replaced(
        code,
        ["const ANSI_RE", "const make = () => {\nconst ANSI_RE"],
        [
          "export default getStringTruncatedWidth;",
          "return getStringTruncatedWidth;\n};\n" +
            "let made;\nexport default (...args) => (made ??= make())(...args);",
        ],
      ),
  },
};

/** Fails where a newer version of a library says something else. */
function replaced(code, ...changes) {
  let result = code;
  for (const [part, instead] of changes) {
    if (part === "" || !result.includes(part)) {
      throw new Error(`rolldown.libraries.js: there is no ${JSON.stringify(part)} to be replaced`);
    }
    result = result.replace(part, () => instead);
  }
  return result;
}

/** What programs that start for one question, or one key, must not wait for. */
export const withLighterLibraries = [
  withoutInkDevtools,
  withoutInkStreams,
  withLayoutAtOnce,
  withoutZod3,
  withoutPipeNames,
  withPlainOrder,
  withStreamsWhenRead,
  withZodWhenRead,
  withoutZodLocales,
  withPlainMethods,
  withWidthsWhenTold,
];

import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

import { startLanguageServer, startProvider, temporaryHome } from "@hexai/testing";

import { LSP } from "../lsp/lsp-session.ts";
import { median } from "../measure/median.ts";
import { type Row, ratioRow } from "../measure/row.ts";
import { runTimed } from "../measure/run-timed.ts";
import { ASK, HEXAI, plainEnv } from "./hexai.ts";

const EXECUTABLE = join(import.meta.dirname, "../../../dist/hexai");
const ROUNDS = 25;

/** What is measured of a build, each a list of one figure a round. */
interface Figures {
  readonly version: number[];
  readonly first: number[];
  readonly stats: number[];
  readonly initialize: number[];
  readonly question: number[];
  /** In megabytes. */
  readonly peak: number[];
}

/** How a build is started: the program, and what stands before our arguments. */
interface Build {
  readonly file: string;
  readonly cli: readonly string[];
  readonly lsp: readonly string[];
}

const NODE: Build = { file: process.execPath, cli: [HEXAI], lsp: [LSP, "--stdio"] };
const NATIVE: Build = { file: EXECUTABLE, cli: [], lsp: ["--as=hexai-lsp", "--stdio"] };

/** How quickly the native executable starts and asks, beside the build for Node. @throws {Error} When it is not built. */
export async function executable(): Promise<readonly Row[]> {
  if (!existsSync(EXECUTABLE)) {
    throw new Error("there is no dist/hexai; build it with: pnpm executable");
  }
  const home = await temporaryHome();
  let askedAt = 0;
  const provider = await startProvider({
    respond() {
      askedAt = performance.now();
      return { type: "answer", deltas: ["x"] };
    },
  });
  const env = plainEnv(home, provider.url);
  const bare: number[] = [];
  const [node, native] = [noFigures(), noFigures()];

  async function measure({ file, cli, lsp }: Build, figures: Figures): Promise<void> {
    figures.version.push((await runTimed([...cli, "--version"], env, file)).wallMs);
    figures.stats.push((await runTimed([...cli, "stats"], env, file)).wallMs);
    const asked = await runTimed([...cli, ...ASK], env, file);
    figures.first.push(askedAt - asked.startedAt);
    figures.question.push(asked.wallMs);
    figures.peak.push(asked.peakBytes / 1_000_000);
    const before = performance.now();
    const client = await startLanguageServer({ command: file, args: lsp, env });
    await client.initialize({ processId: null });
    figures.initialize.push(performance.now() - before);
    await client.stop();
  }

  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push((await runTimed(["-e", "0"], env)).wallMs);
      await measure(NODE, node);
      await measure(NATIVE, native);
    }
  } finally {
    await provider.stop();
    await home.remove();
  }
  return rowsOf(median(bare), node, native);
}

function rowsOf(bare: number, node: Figures, native: Figures): readonly Row[] {
  const row = (what: string, of: (figures: Figures) => readonly number[], bound: number): Row => {
    const other = (median(of(node)) / bare).toFixed(2);
    return ratioRow(`${what} / node -e 0 (on Node ${other})`, median(of(native)) / bare, bound);
  };
  const peak = median(native.peak);
  return [
    row("--version", ({ version }) => version, 0.45),
    row("first request byte", ({ first }) => first, 0.95),
    row("hexai stats", ({ stats }) => stats, 0.65),
    row("hexai-lsp: initialize answered", ({ initialize }) => initialize, 0.95),
    row("a whole question", ({ question }) => question, 1.6),
    {
      what: `peak memory of a question (on Node ${median(node.peak).toFixed(0)} MB)`,
      measured: `${peak.toFixed(0)} MB`,
      bound: "≤ 57 MB",
      holds: peak <= 57,
    },
  ];
}

function noFigures(): Figures {
  return { version: [], first: [], stats: [], initialize: [], question: [], peak: [] };
}

// The demo of the README: a question, an edit and a rewrite by the three real programs, one after the other,
// against a simulated provider on loopback and in a tmux server of its own. Nothing is left behind.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";

import { startProvider, temporaryHome } from "@hexai/testing";

import { editInEditor } from "./edit-in-editor.ts";
import { replyTo } from "./replies.ts";
import { runProgram } from "./run-program.ts";
import { startStatusBar } from "./status-bar.ts";

const QUESTION = "how do I undo the last commit?";
/** What runs on this machine costs nothing unless it has a price. */
const CONFIG = `[prices."openai:gpt-4.1"]
input = 2.0
cached = 0.5
output = 8.0

[stats]
show = ["requests", "tokens", "cost"]
`;
const SELECTION = "  if (ready === true) { return true; } else { return false; }\n";

const apps = join(import.meta.dirname, "../../../apps");
const bin = (app: string): string => join(apps, app, "bin.js");

const home = await temporaryHome();
const config = join(home.dir, ".config/hexai");
await mkdir(config, { recursive: true });
await writeFile(join(config, "config.toml"), CONFIG);
const provider = await startProvider({ respond: replyTo });
const statusBar = await startStatusBar();
const env = {
  ...home.env,
  ...statusBar?.env,
  HEXAI_OPENAI_API_KEY: "no-key-is-needed-here",
  HEXAI_OPENAI_BASE_URL: provider.url,
};
try {
  title("1  The terminal", `hexai '${QUESTION}'`);
  const answer = await runProgram(bin("cli"), [QUESTION], { env });
  show(answer.stdout);
  note(answer.stderr);
  await showStatus("reqs=1");

  title("2  The editor", "hexai-lsp --stdio, and the code action “Rewrite selection”");
  const edited = await editInEditor(bin("lsp"), env);
  show(edited.before);
  process.stdout.write("    becomes\n\n");
  show(edited.after);
  note(edited.logLine);
  await showStatus("reqs=2");

  title("3  tmux, or any filter", "… | hexai-tmux-action --action simplify --yes");
  const rewritten = await runProgram(bin("tmux-action"), ["--action", "simplify", "--yes"], {
    env: { ...env, HEXAI_LOG_LEVEL: "debug" },
    input: SELECTION,
  });
  show(SELECTION);
  process.stdout.write("    becomes\n\n");
  show(rewritten.stdout);
  note(rewritten.stderr);
  await showStatus("reqs=3");

  title("All three, in one Σ", "hexai stats");
  show((await runProgram(bin("cli"), ["stats"], { env })).stdout);
} finally {
  await statusBar?.stop();
  await provider.stop();
  await home.remove();
}

function title(name: string, command: string): void {
  process.stdout.write(`\n── ${name}\n   $ ${command}\n\n`);
}

function show(text: string): void {
  process.stdout.write(`${text.trimEnd().replaceAll(/^/gm, "    ")}\n\n`);
}

function note(line: string): void {
  process.stdout.write(`   log   ${line.trim()}\n`);
}

/** The status line as tmux draws it, once it shows `reqs`. */
async function showStatus(reqs: string): Promise<void> {
  const line = statusBar
    ? await statusBar.drawn(reqs)
    : "(tmux is not installed: no status line to show)";
  process.stdout.write(`   tmux  ${line}\n`);
}

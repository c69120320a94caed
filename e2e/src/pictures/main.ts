// Makes the pictures in docs/pictures: the real programs in a real tmux, against a simulated provider on loopback.
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";

import { startProvider, temporaryHome } from "@hexai/testing";

import { runProgram } from "../demo/run-program.ts";
import { openPictureTerminal, type PictureTerminal } from "./picture-terminal.ts";
import { replyTo } from "./replies.ts";
import { seedStatistics } from "./seed-statistics.ts";
import { takeTmuxPictures } from "./tmux-pictures.ts";

const ROOT = join(import.meta.dirname, "../../..");
const PICTURES = join(ROOT, "docs/pictures");

/** What runs on this machine costs nothing unless it has a price. */
const PRICES = `[stats]
show = ["requests", "tokens", "cost"]

[prices."openai:gpt-4.1"]
input = 2.0
cached = 0.5
output = 8.0

[prices."anthropic:claude-sonnet-5-5"]
input = 3.0
cached = 0.3
output = 15.0
`;

/** Two models at once. */
const COLUMNS = `
[[models.cli]]
provider = "openai"

[[models.cli]]
provider = "anthropic"
model = "claude-sonnet-5-5"
`;

const WIDE = { columns: 112, rows: 28 };

const home = await temporaryHome();
const provider = await startProvider({ respond: replyTo });
const env = {
  ...home.env,
  PATH: `${join(home.dir, "bin")}:${process.env["PATH"]}`,
  HEXAI_NO_LOG: "1", // its first line would be about conversations
  HEXAI_OPENAI_API_KEY: "no-key-is-needed-here",
  HEXAI_ANTHROPIC_API_KEY: "no-key-is-needed-here",
  HEXAI_OPENAI_BASE_URL: provider.url,
  HEXAI_ANTHROPIC_BASE_URL: provider.url,
};

try {
  await mkdir(PICTURES, { recursive: true });
  await installPrograms();
  await configure("");
  await seedStatistics(join(home.dir, ".cache/hexai"));
  await takePicture("answer", async (terminal) => {
    await terminal.type("hexai 'how do I undo the last commit?'");
    await terminal.shows(/provider=openai.*time=/u);
  });
  await configure(COLUMNS);
  await takePicture("columns", async (terminal) => {
    await terminal.type("hexai 'what is a hash map?'");
    await terminal.shows(/model=gpt.*[\s\S]*model=claude.*llm stats/u);
  });
  await takePicture("stats-watch", async (terminal) => {
    await terminal.tmux("set-option", "-g", "@hexai_status", await statusLine());
    await terminal.type("hexai stats --watch");
    await terminal.shows(/share/u);
  });
  await takeTmuxPictures(takePicture, home.dir);
} finally {
  await provider.stop();
  await home.remove();
}

/** Plays a scene and keeps the last screen. */
async function takePicture(
  name: string,
  play: (terminal: PictureTerminal) => Promise<void>,
): Promise<void> {
  const terminal = await openPictureTerminal(WIDE, env);
  try {
    await terminal.type("PS1='$ '; clear");
    await play(terminal);
    const path = join(PICTURES, `${name}.svg`);
    await writeFile(path, await terminal.picture(`hexai: ${name}`));
    process.stdout.write(`docs/pictures/${name}.svg\n`);
  } finally {
    await terminal.stop();
  }
}

async function installPrograms(): Promise<void> {
  await mkdir(join(home.dir, "bin"));
  const programs = { hexai: "cli", "hexai-lsp": "lsp", "hexai-tmux-action": "tmux-action" };
  for (const [name, app] of Object.entries(programs)) {
    await symlink(join(ROOT, "apps", app, "bin.js"), join(home.dir, "bin", name));
  }
}

async function configure(more: string): Promise<void> {
  const directory = join(home.dir, ".config/hexai");
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "config.toml"), PRICES + more);
}

async function statusLine(): Promise<string> {
  const { stdout } = await runProgram(join(ROOT, "apps/cli/bin.js"), ["stats", "--tmux"], { env });
  return stdout.trimEnd();
}

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

import {
  hexaiProgram,
  type ProviderReply,
  type SimulatedProvider,
  startProvider,
  needs,
  startTmux,
  temporaryHome,
  type TmuxSession,
} from "@hexai/testing";
import { onTestFinished } from "vitest";

const BIN = hexaiProgram("hexai");

export const KEY = "sk-0123456789abcdef";
const OFFER: ProviderReply = {
  type: "status",
  status: 200,
  body: { data: [{ id: "gpt-4.1" }, { id: "o3" }] },
};

/** All that the PATH has besides Node and Hexai: whoever runs the tests may have installed Hexai too. */
const TOOLS = ["false", "sh", "sleep", "tmux"];

type Variables = Readonly<Record<string, string>>;

interface Finding {
  readonly mark: "fail" | "ok" | "warn";
  readonly text: string;
  readonly todo?: string;
}

/** What `hexai doctor` said. */
interface Diagnosis {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly findings: readonly Finding[];
  /** Everything that is not well, as `TITLE: text`, with what to do. */
  readonly complaints: readonly (readonly [text: string, todo: string | undefined])[];
}

export interface DoctorFixture {
  /** The home directory, with the directories of caches and settings that temporary homes have. */
  readonly dir: string;
  readonly cache: string;
  readonly config: string;
  readonly provider: SimulatedProvider;
  /** Runs `hexai` with these words. */
  readonly hexai: (
    argv: readonly string[],
    env?: Variables,
  ) => Promise<Pick<Diagnosis, "code" | "err" | "out">>;
  /** Runs `hexai doctor --json` with these flags on top. */
  readonly diagnose: (env?: Variables, ...flags: string[]) => Promise<Diagnosis>;
  /** A tmux server in this home, and what a program inside of it has in its environment. */
  readonly tmux: () => Promise<{ readonly session: TmuxSession; readonly inside: Variables }>;
}

/** A home, a provider and programs that the doctor finds no fault with; each test breaks one thing. */
export async function setUpDoctor(
  models: () => ProviderReply = () => OFFER,
): Promise<DoctorFixture> {
  needs("tmux");
  const provider = await startProvider({ pages: { "GET /v1/models": models } });
  const home = await temporaryHome();
  onTestFinished(async () => {
    await provider.stop();
    await home.remove();
  });
  const bin = join(home.dir, "bin");
  const tools = join(home.dir, "tools");
  const temporary = join(home.dir, "tmp");
  await Promise.all([mkdir(bin), mkdir(tools), mkdir(temporary)]);
  await Promise.all(TOOLS.map((name) => linkTool(name, tools)));
  await Promise.all([
    symlink(process.execPath, join(bin, "node")),
    symlink(BIN, join(bin, "hexai")),
    symlink(hexaiProgram("hexai-lsp"), join(bin, "hexai-lsp")),
    symlink(hexaiProgram("hexai-tmux-action"), join(bin, "hexai-tmux-action")),
  ]);
  const healthy = {
    ...home.env,
    LC_ALL: "C.UTF-8",
    PATH: `${bin}:${tools}`,
    TMPDIR: temporary,
    OPENAI_API_KEY: KEY,
    HEXAI_OPENAI_BASE_URL: provider.url,
    HEXAI_OLLAMA_BASE_URL: "http://127.0.0.1:9",
  };

  const hexai: DoctorFixture["hexai"] = async (argv, env = {}) => {
    const child = spawn(BIN, argv, {
      cwd: home.dir,
      env: { ...healthy, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    const [[code], out, err] = await Promise.all([
      once(child, "close"),
      text(child.stdout),
      text(child.stderr),
    ]);
    return { code, out, err };
  };

  return {
    dir: home.dir,
    cache: join(home.dir, ".cache/hexai"),
    config: join(home.dir, ".config/hexai/config.toml"),
    provider,
    hexai,
    async diagnose(env, ...flags) {
      const said = await hexai(["doctor", "--json", ...flags], env);
      const { sections } = JSON.parse(said.out);
      const titled: readonly (Finding & { title: string })[] = sections.flatMap(
        (section: { title: string; findings: Finding[] }) =>
          section.findings.map((finding) => ({ ...finding, title: section.title })),
      );
      return {
        ...said,
        findings: titled,
        complaints: titled
          .filter(({ mark }) => mark !== "ok")
          .map(({ title, text: found, todo }) => [`${title}: ${found}`, todo] as const),
      };
    },
    async tmux() {
      const session = await startTmux({ columns: 80, rows: 24, env: healthy });
      onTestFinished(() => session.stop());
      return { session, inside: session.inside };
    },
  };
}

async function linkTool(name: string, directory: string): Promise<void> {
  const { stdout } = await promisify(execFile)("which", [name]);
  await symlink(stdout.trim(), join(directory, name));
}

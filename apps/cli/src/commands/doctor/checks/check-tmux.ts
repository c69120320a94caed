import type { AskTmux } from "@hexai/tmux";

import { fail, type Finding, ok, warn } from "../check.ts";
import { statusLineFindings } from "./status-line-findings.ts";
import { parseTmuxView, VIEW_FORMAT } from "./tmux-view.ts";

/** A server that is not stopped answers within a few milliseconds. */
const TIMEOUT_MS = 1000;

export interface TmuxContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** False when the user wants no status line. */
  readonly isStatusWanted: boolean;
  readonly ask: AskTmux;
  /** Finds the file of a program in a `PATH`. */
  readonly find: (name: string, path: string) => Promise<string | undefined>;
}

/** Whether tmux is there and new enough, answers, finds our program, and shows the Σ line. */
export async function checkTmux(context: TmuxContext): Promise<readonly Finding[]> {
  const { env, ask } = context;
  const version = await ask(["-V"], { timeoutMs: TIMEOUT_MS });
  if (version.outcome === "missing") {
    return [
      warn(
        "tmux is not on the PATH; the status line and the menu in a popup are made of it",
        "install tmux 3.2 or newer, if you want them",
      ),
    ];
  }
  const installed = versionFinding(decodeOutput(version.output).trim());
  return (env["TMUX"] ?? "") === ""
    ? [installed, ok("this is not inside of tmux: its status line was not looked at")]
    : [installed, ...(await serverFindings(context))];
}

function versionFinding(version: string): Finding {
  const [, major, minor] = /(\d+)\.(\d+)/u.exec(version) ?? [];
  const isEnough = Number(major) > 3 || (Number(major) === 3 && Number(minor) >= 2);
  return isEnough || major === undefined
    ? ok(version === "" ? "tmux is there" : version)
    : warn(
        `${version} has no popups: the menu of hexai-tmux-action takes a part of the window`,
        "install tmux 3.2 or newer",
      );
}

async function serverFindings({
  env,
  isStatusWanted,
  ask,
  find,
}: TmuxContext): Promise<readonly Finding[]> {
  const [, pid = ""] = (env["TMUX"] ?? "").split(",");
  const reply = await ask(["display-message", "-p", VIEW_FORMAT], { timeoutMs: TIMEOUT_MS });
  if (reply.outcome === "gave-up") {
    return [
      fail(
        "the tmux server does not answer within a second: it is stopped or very busy",
        `if it is stopped, let it go on: kill -CONT ${pid}`,
      ),
    ];
  }
  const view = parseTmuxView(decodeOutput(reply.output));
  if (reply.outcome !== "done" || view === undefined) {
    return [
      fail(
        "TMUX names a tmux server that has ended",
        "open a new shell in tmux, or here: unset TMUX TMUX_PANE",
      ),
    ];
  }
  return [
    ok(`the tmux server answers (process ${pid})`),
    ...(isStatusWanted
      ? statusLineFindings(view)
      : [ok("the Σ line is switched off (HEXAI_TMUX_STATUS)")]),
    ...(await pathFindings(env, ask, find)),
  ];
}

/** Key bindings run with the `PATH` of the server, which may be that of an old login. */
async function pathFindings(
  env: TmuxContext["env"],
  ask: AskTmux,
  find: TmuxContext["find"],
): Promise<readonly Finding[]> {
  const name = "hexai-tmux-action";
  const ours = await find(name, env["PATH"] ?? "");
  const reply = await ask(["show-environment", "-g", "PATH"], { timeoutMs: TIMEOUT_MS });
  const path = /^PATH=(.*)$/mu.exec(decodeOutput(reply.output))?.[1];
  if (ours === undefined || path === undefined || (await find(name, path)) !== undefined) {
    return [];
  }
  return [
    warn(
      `key bindings do not find ${name}: the tmux server has another PATH than this shell`,
      `write the whole name in the key binding: ${ours}`,
    ),
  ];
}

function decodeOutput(output: Uint8Array): string {
  return new TextDecoder().decode(output).replace(/\n$/u, "");
}

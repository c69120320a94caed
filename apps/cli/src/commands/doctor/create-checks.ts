import { configPaths, defaultConfig, loadConfig, type LoadedConfig } from "@hexai/config";
import { cacheDir } from "@hexai/stats";
import { createTmuxClient } from "@hexai/tmux";
import { statusOptionsOf } from "@hexai/tmux-format";

import { keyPlacesOf } from "../../settings/key-places-of.ts";
import type { DoctorRequest } from "../cli-request.ts";
import type { Check } from "./check.ts";
import { checkProviders } from "./checks/check-providers.ts";
import { checkStatistics } from "./checks/check-statistics.ts";
import { checkTmux } from "./checks/check-tmux.ts";
import { configFindings } from "./checks/config-findings.ts";
import { findLeftovers } from "./checks/io/find-leftovers.ts";
import { findOwnPrograms } from "./checks/io/find-own-programs.ts";
import { findProgram } from "./checks/io/find-program.ts";
import { lookAt } from "./checks/io/look-at.ts";
import { createKeyCommand } from "./checks/io/run-key-command.ts";
import { keyFindings } from "./checks/key-findings.ts";
import { leftoverFindings } from "./checks/leftover-findings.ts";
import { nodeFindings } from "./checks/node-findings.ts";
import { programFindings } from "./checks/program-findings.ts";
import { terminalFindings } from "./checks/terminal-findings.ts";
import type { DoctorSurroundings } from "./doctor-surroundings.ts";
import { type Finding, warn } from "./finding.ts";

const LIMIT_MS = 6000;
/** A key may come from a program that asks for a password, and only then a provider is asked. */
const PROVIDERS_LIMIT_MS = 20_000;
const LIST_LIMIT_MS = 5000;

/** Everything that is looked at, in the order in which it is shown. */
export async function createChecks(
  request: DoctorRequest & { type: "doctor" },
  surroundings: DoctorSurroundings,
): Promise<readonly Check[]> {
  const { env, cwd, terminal, version, nodeVersion } = surroundings;
  const places = { env, cwd, file: request.configFile };
  const loaded = await loadConfig(places);
  const config = loaded.ok ? loaded.config : defaultConfig();

  return [
    check("Programs", async () => [
      ...nodeFindings(nodeVersion),
      ...programFindings(await findOwnPrograms(env), version),
    ]),
    check("Terminal", async () => terminalFindings(env)),
    check("tmux", () =>
      checkTmux({
        env,
        isStatusWanted: statusOptionsOf(env).enabled,
        ask: createTmuxClient(env),
        find: findProgram,
      }),
    ),
    check("Settings", async () => {
      const paths = configPaths(places);
      const place = await lookAt(paths.user?.path ?? "");
      return configFindings({ paths, loaded, userFile: { chosen: request.configFile, place } });
    }),
    check("Keys", async () => keyFindings(keyPlacesOf(config, env))),
    {
      title: "Providers",
      limitMs: PROVIDERS_LIMIT_MS,
      look: (signal) => lookAtProviders(loaded, request, surroundings, signal),
    },
    check("Statistics", () => checkStatistics(config.stats, terminal.now())),
    check("Leftovers", async () =>
      leftoverFindings(await findLeftovers(cacheDir(), env, terminal.now())),
    ),
  ];
}

function check(title: string, look: Check["look"]): Check {
  return { title, limitMs: LIMIT_MS, look };
}

async function lookAtProviders(
  loaded: LoadedConfig,
  { isOffline }: DoctorRequest & { type: "doctor" },
  { env, createClient, listModels }: DoctorSurroundings,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (!loaded.ok) {
    return [warn("nobody was asked: the settings are wrong", "set them right first")];
  }
  const { config } = loaded;
  const network = { isOffline, runCommand: createKeyCommand() };
  const list = (provider: string, stop: AbortSignal): Promise<readonly string[]> =>
    listModels(config, provider, {
      ...network,
      signal: AbortSignal.any([stop, AbortSignal.timeout(LIST_LIMIT_MS)]),
    });
  const probe = {
    env,
    resolve: (target: Parameters<typeof createClient>[1]) => createClient(config, target, network),
    listModels: isOffline ? undefined : list,
  };
  return checkProviders(config, probe, signal);
}

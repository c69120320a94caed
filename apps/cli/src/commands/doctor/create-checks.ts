import { configPaths, defaultConfig, loadConfig, type LoadedConfig } from "@hexai/config";
import { bunVersion } from "@hexai/process";
import { cacheDir } from "@hexai/stats";
import { createTmuxClient } from "@hexai/tmux";
import { statusOptionsOf } from "@hexai/tmux-format";

import packageJson from "../../../package.json" with { type: "json" };
import type { Target } from "../../settings/configured-targets.ts";
import { findKeySources } from "../../settings/key-sources.ts";
import type { CommandContext } from "../command.ts";
import { type Check, type Finding, warn } from "./check.ts";
import { certificateFindings } from "./checks/certificate-findings.ts";
import { checkConversations } from "./checks/check-conversations.ts";
import { checkProviders, type ProviderProbe, withBaseUrl } from "./checks/check-providers.ts";
import { checkStatistics } from "./checks/check-statistics.ts";
import { checkTmux } from "./checks/check-tmux.ts";
import { configFindings } from "./checks/config-findings.ts";
import { canReadFile } from "./checks/io/can-read-file.ts";
import { findLeftovers } from "./checks/io/find-leftovers.ts";
import { findOwnPrograms, nodeVersion } from "./checks/io/find-own-programs.ts";
import { findProgram } from "./checks/io/find-program.ts";
import { createKeyCommand } from "./checks/io/run-key-command.ts";
import { statPath } from "./checks/io/stat-path.ts";
import { keyFindings } from "./checks/key-findings.ts";
import { leftoverFindings } from "./checks/leftover-findings.ts";
import { nodeFindings } from "./checks/node-findings.ts";
import { programFindings } from "./checks/program-findings.ts";
import { terminalFindings } from "./checks/terminal-findings.ts";
import type { CheckupRequest } from "./command.ts";

const LIMIT_MS = 6000;
/** Longer than the others, because a key may come from a program that asks for a password. */
const PROVIDERS_LIMIT_MS = 20_000;
const LIST_TIMEOUT_SECONDS = 5;

/** Everything that is examined, in the order in which it is shown. */
export async function createChecks(
  request: CheckupRequest,
  context: CommandContext,
): Promise<readonly Check[]> {
  const { env, cwd, now } = context;
  const options = { env, cwd, file: request.configFile };
  const loaded = await loadConfig(options);
  const config = loaded.ok ? loaded.config : defaultConfig();

  return [
    check("Programs", async () => [
      ...nodeFindings(nodeVersion(), bunVersion()),
      ...programFindings(await findOwnPrograms(env), packageJson.version),
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
      const paths = configPaths(options);
      const status = await statPath(paths.user?.path ?? "");
      return configFindings({ paths, loaded, userFile: { chosen: request.configFile, status } });
    }),
    check("Keys", async () => keyFindings(findKeySources(config, env))),
    {
      title: "Providers",
      limitMs: PROVIDERS_LIMIT_MS,
      examine: (signal) => examineProviders(loaded, request, context, signal),
    },
    check("Statistics", () => checkStatistics(config.stats, now())),
    check("Conversations", () => checkConversations(config.history, env)),
    check("Leftovers", async () => leftoverFindings(await findLeftovers(cacheDir(), env, now()))),
  ];
}

function check(title: string, examine: Check["examine"]): Check {
  return { title, limitMs: LIMIT_MS, examine };
}

async function examineProviders(
  loaded: LoadedConfig,
  { isOffline }: CheckupRequest,
  { env, providers }: CommandContext,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (!loaded.ok) {
    return [warn("no provider was asked, because the settings are wrong", "correct them first")];
  }
  const { config } = loaded;
  const options = { isOffline, runCommand: createKeyCommand(), attempts: 1 };
  const list: ProviderProbe["listModels"] = (provider, stop, baseUrl) =>
    providers.listModels(withBaseUrl(config, provider, baseUrl), provider, {
      ...options,
      signal: stop,
      timeoutSeconds: LIST_TIMEOUT_SECONDS,
    });
  const probe = {
    env,
    describeProxy: (url: string) => providers.describeProxy(url),
    resolve: (target: Target) => providers.createClient(config, target, options),
    listModels: isOffline ? undefined : list,
  };
  return [
    ...(await checkProviders(loaded, probe, signal)),
    ...certificateFindings(env, await canReadFile(env["NODE_EXTRA_CA_CERTS"] ?? "")),
  ];
}

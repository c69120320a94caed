import type { CommandContext } from "../command.ts";
import type { DoctorRequest, EditorName } from "./command.ts";

/**
 * `hexai doctor` from the command line on.
 *
 * @returns Whether nothing needs the user.
 */
export async function runDoctor(request: DoctorRequest, context: CommandContext): Promise<boolean> {
  const { terminal } = context;
  if (request.type === "snippets") {
    const { OLDER_SNIPPETS, SNIPPETS } = await import("./snippets.ts");
    const older = (await hasOldNeovim(request.editors, context.env)) ? OLDER_SNIPPETS : {};
    const snippets = { ...SNIPPETS, ...older };
    terminal.out.write(request.editors.flatMap((name) => snippets[name]).join("\n"));
    return true;
  }
  const { runCheckup } = await import("./run-checkup.ts");
  const { createChecks } = await import("./create-checks.ts");
  return runCheckup(await createChecks(request, context), request.format, terminal);
}

const VERSION_TIMEOUT_MS = 2000;

/** Whether the snippet for the Neovim on the `PATH` is the one before 0.11. Without a Neovim it is that of the newest. */
async function hasOldNeovim(
  editors: readonly EditorName[],
  env: CommandContext["env"],
): Promise<boolean> {
  if (!editors.includes("neovim")) {
    return false;
  }
  const { runProgram } = await import("./checks/io/run-program.ts");
  const end = await runProgram(["nvim", "--version"], env, VERSION_TIMEOUT_MS);
  const [, minor] = /^NVIM v0\.(\d+)/u.exec(end.type === "ended" ? end.output : "") ?? [];
  return minor !== undefined && Number(minor) < 11;
}

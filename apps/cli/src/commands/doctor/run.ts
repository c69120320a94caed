import type { CommandContext } from "../command.ts";
import type { DoctorRequest } from "./command.ts";

/**
 * `hexai doctor` from the command line on.
 *
 * @returns Whether nothing needs the user.
 */
export async function runDoctor(request: DoctorRequest, context: CommandContext): Promise<boolean> {
  const { terminal } = context;
  if (request.type === "snippets") {
    const { SNIPPETS } = await import("./snippets.ts");
    terminal.out.write(request.editors.flatMap((name) => SNIPPETS[name]).join("\n"));
    return true;
  }
  const { runCheckup } = await import("./run-checkup.ts");
  const { createChecks } = await import("./create-checks.ts");
  return runCheckup(await createChecks(request, context), request.format, terminal);
}

import type { DoctorRequest } from "../cli-request.ts";
import type { DoctorSurroundings } from "./doctor-surroundings.ts";

/**
 * `hexai doctor` from the command line on.
 *
 * @returns Whether nothing needs the user.
 */
export async function runDoctor(
  request: DoctorRequest,
  surroundings: DoctorSurroundings,
): Promise<boolean> {
  const { terminal } = surroundings;
  if (request.type === "doctor-snippets") {
    const { SNIPPETS } = await import("./snippets.ts");
    terminal.out.write(request.editors.flatMap((name) => SNIPPETS[name]).join("\n"));
    return true;
  }
  const { doctorCommand } = await import("./doctor-command.ts");
  const { createChecks } = await import("./create-checks.ts");
  return doctorCommand(await createChecks(request, surroundings), request.format, terminal);
}

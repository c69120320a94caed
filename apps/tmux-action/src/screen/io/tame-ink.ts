import process from "node:process";

/**
 * To be called before ink is imported. Ink draws only its last frame where it finds signs of a continuous integration, and
 * no colours where stdout is no terminal; a tmux server that was started there has the signs for ever.
 */
export function tameInk(): void {
  for (const name of Object.keys(process.env)) {
    if (name === "CI" || name === "CONTINUOUS_INTEGRATION" || name.startsWith("CI_")) {
      delete process.env[name];
    }
  }
  process.env["FORCE_COLOR"] = "1";
}

import { fail, type Finding, ok } from "../check.ts";

const OLDEST = [20, 19] as const;

/** @param version - Such as `20.19.6`. */
export function nodeFindings(version: string): readonly Finding[] {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isEnough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  return [
    isEnough
      ? ok(`Node ${version}`)
      : fail(
          `Node ${version} is too old`,
          `install Node ${OLDEST.join(".")} or newer and start hexai with it`,
        ),
  ];
}

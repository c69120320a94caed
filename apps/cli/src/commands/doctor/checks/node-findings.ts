import { fail, type Finding, ok } from "../check.ts";

const OLDEST = [20, 19] as const;

/**
 * What runs this program: Node, or the Bun inside of the native executable, which claims to be some version of Node.
 *
 * @param version - Of Node, such as `20.19.6`.
 */
export function nodeFindings(version: string, bun?: string): readonly Finding[] {
  if (bun !== undefined) {
    return [ok(`native executable (Bun ${bun}), which needs no Node`)];
  }
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

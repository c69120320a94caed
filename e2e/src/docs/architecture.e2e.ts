import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const PAGE = readFileSync(join(ROOT, "docs/ARCHITECTURE.md"), "utf8");

describe("docs/ARCHITECTURE.md", () => {
  it("has the arrows between packages that the packages declare", ({ expect }) => {
    const drawn = [...PAGE.matchAll(/`([a-z-]+) → ([a-z, -]+)`/gu)]
      .map(([, from = "", to = ""]) => [from, to.split(", ")] as const)
      .filter(([from]) => from !== "apps");

    expect(Object.fromEntries(drawn)).toEqual(declaredArrows());
  });

  it("names in its first table only folders and files that exist", ({ expect }) => {
    const [, table = ""] = /^## I want to change …\n\n(.*?)\n\n/msu.exec(PAGE) ?? [];
    const paths = [...table.matchAll(/`((?:apps|packages|e2e)\/[^`]+)`/gu)].map(([, path = ""]) =>
      path.replace(/\/NAME$/u, ""),
    );

    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

/** The packages that each package needs to run, by name; only those that need one of ours. */
function declaredArrows(): Readonly<Record<string, readonly string[]>> {
  // What a package that is gone has left in a checkout, such as its build, is no package.
  const names = readdirSync(join(ROOT, "packages")).filter((name) =>
    existsSync(join(ROOT, "packages", name, "package.json")),
  );
  const arrows = names.map((name) => {
    const file = readFileSync(join(ROOT, "packages", name, "package.json"), "utf8");
    const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(file);
    const ours = Object.keys(dependencies).flatMap((each) =>
      each.startsWith("@hexai/") ? [each.slice("@hexai/".length)] : [],
    );
    return [name, ours.toSorted()] as const;
  });
  return Object.fromEntries(arrows.filter(([, ours]) => ours.length > 0));
}

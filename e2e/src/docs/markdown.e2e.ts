import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { describe, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");

const PAGES: readonly string[] = execFileSync("git", ["ls-files", "-z", "*.md"], { cwd: ROOT })
  .toString()
  .split("\0")
  .filter((page) => page !== "");

describe("the tracked Markdown pages", () => {
  it("are found", ({ expect }) => {
    expect(PAGES).toContain("docs/performance.md");
  });

  it.for(PAGES)("have in %s no relative link to a missing file or heading", (page, { expect }) => {
    const broken = linksOf(readPage(page)).filter((link) => !leadsSomewhere(page, link));

    expect(broken).toEqual([]);
  });

  it.for(PAGES)("import in %s only what our packages export", (page, { expect }) => {
    expect(missingImports(readPage(page))).toEqual([]);
  });
});

describe("missingImports", () => {
  it("are the names that a package does not export", ({ expect }) => {
    const sample = 'import { type Store, createStore, createChat } from "@hexai/stats";';

    expect(missingImports(sample)).toEqual(["createChat"]);
  });
});

describe("leadsSomewhere", () => {
  it.for([
    { link: "under-fire.md", leads: true },
    { link: "../README.md#install", leads: true },
    { link: "pictures/answer.svg", leads: true },
    { link: "docs/under-fire.md", leads: false, why: "relative to the page, not to the root" },
    { link: "under-fire.md#no-such-heading", leads: false },
    { link: "#no-such-heading", leads: false },
  ])("is $leads for $link", ({ link, leads }, { expect }) => {
    expect(leadsSomewhere("docs/performance.md", link)).toBe(leads);
  });
});

function readPage(page: string): string {
  return readFileSync(join(ROOT, page), "utf8");
}

/** The targets of links and images that are neither absolute nor inside code. */
function linksOf(text: string): readonly string[] {
  const prose = text.replaceAll(/^(`{3,})[\s\S]*?^\1/gmu, "").replaceAll(/`[^`\n]*`/gu, "");
  const inline = [...prose.matchAll(/\]\(<?([^\s)>]+)/gu)];
  const html = [...prose.matchAll(/(?:href|src)="([^"]+)"/gu)];
  return [...inline, ...html]
    .map(([, target = ""]) => target)
    .filter((target) => !/^(?:[a-z]+:|\/)/iu.test(target));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", anchor] = decodeURI(link).split("#");
  const target = path === "" ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, target))) {
    return false;
  }
  return anchor === undefined || !target.endsWith(".md") || anchorsOf(target).includes(anchor);
}

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(page: string): readonly string[] {
  const prose = readPage(page).replaceAll(/^(`{3,})[\s\S]*?^\1/gmu, "");
  return [...prose.matchAll(/^#+ +(.+)$/gmu)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** The values and types that code samples import from our packages. */
function importsOf(text: string): readonly { readonly name: string; readonly names: string[] }[] {
  return [...text.matchAll(/import \{([^}]+)\} from "(@hexai\/[^"]+)"/gu)].map(
    ([, list = "", name = ""]) => ({
      name,
      names: list.split(",").flatMap((item) => /(?:type )?(\w+)/u.exec(item)?.[1] ?? []),
    }),
  );
}

function missingImports(text: string): readonly string[] {
  return importsOf(text).flatMap(({ name, names }) => {
    const exported = exportsOf(name);
    return names.filter((each) => !exported.has(each));
  });
}

/** The names in the declarations of a package's entry point, types included. */
function exportsOf(name: string): ReadonlySet<string> {
  const [, folder = "", entry = "."] = /^@hexai\/([^/]+)(\/.+)?$/u.exec(name) ?? [];
  const directory = join(ROOT, "packages", folder);
  const { exports } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  const { types } = exports[entry === "." ? "." : `.${entry}`];
  const declarations = readFileSync(join(directory, types), "utf8");
  return new Set(
    [...declarations.matchAll(/export (?:type )?\{([^}]*)\}/gu)].flatMap(([, list = ""]) =>
      list.split(",").map((item) => item.replace(/^\s*(?:type )?/u, "").trim()),
    ),
  );
}

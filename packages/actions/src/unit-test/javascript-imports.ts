/** An import at the top of a module. */
export interface ImportStatement {
  /** The statement without its line break. */
  readonly text: string;
  /** The module's name with its quotes. */
  readonly module: string;
  readonly isOnlyTypes: boolean;
  /** Default and namespace imports: `a`, `* as a`. */
  readonly whole: readonly ImportedName[];
  /** Named imports: `a`, `a as b`, `type a`. */
  readonly named: readonly ImportedName[];
}

interface ImportedName {
  readonly text: string;
  /** The local name. */
  readonly local: string;
}

/** The beginning of a module: imports, `require` and the comments between them. */
export interface ModuleHead {
  readonly imports: readonly ImportStatement[];
  /** Lines that call `require`. */
  readonly requires: readonly string[];
  /** The offset behind the last of them. */
  readonly end: number;
}

const IMPORT =
  /^import\s*(type\s+(?!from\b))?(?:([\w$*\s,]*)(?:\{([\w$\s,]*)\})?\s*from\s*)?("[^"\n]+"|'[^'\n]+')[^\n]*(?:\n|$)/;
const REQUIRE = /^(?:const|let|var)\s+[\w$\s{},:]+=\s*require\([^\n]*(?:\n|$)/;
const SKIPPED = /^(?:\s+|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|(?:"use [a-z]+"|'use [a-z]+');?)/;

export function parseModuleHead(text: string): ModuleHead {
  const imports: ImportStatement[] = [];
  const requires: string[] = [];
  let at = 0;
  let end = 0;
  for (;;) {
    const rest = text.slice(at);
    const imported = IMPORT.exec(rest);
    const required = REQUIRE.exec(rest);
    const length = (imported ?? required ?? SKIPPED.exec(rest))?.[0].length ?? 0;
    if (length === 0) {
      return { imports, requires, end };
    }
    at += length;
    if (imported) {
      imports.push(importOf(imported));
    } else if (required) {
      requires.push(required[0].trim());
    }
    end = imported || required ? at : end;
  }
}

/** The part of `statement` that `present` does not import yet, or `undefined` when everything is imported. */
export function missingImport(
  statement: ImportStatement,
  present: readonly ImportStatement[],
): string | undefined {
  const { text, module, isOnlyTypes } = statement;
  const taken = new Set(
    present.flatMap(({ whole, named }) => [...whole, ...named]).map(({ local }) => local),
  );
  const isMissing = ({ local }: ImportedName): boolean => !taken.has(local);
  const whole = statement.whole.filter(isMissing);
  const named = statement.named.filter(isMissing);
  const count = statement.whole.length + statement.named.length;
  if (count === 0) {
    return present.some((other) => other.module === module) ? undefined : text;
  }
  if (whole.length + named.length === 0) {
    return undefined;
  }
  if (whole.length + named.length === count) {
    return text;
  }
  const braces = named.length === 0 ? [] : [`{ ${named.map((name) => name.text).join(", ")} }`];
  const names = [...whole.map((name) => name.text), ...braces].join(", ");
  return `import ${isOnlyTypes ? "type " : ""}${names} from ${module}${text.endsWith(";") ? ";" : ""}`;
}

function importOf(match: RegExpExecArray): ImportStatement {
  const [text, type, whole = "", named = "", module = ""] = match;
  return {
    text: text.trim(),
    module,
    isOnlyTypes: type !== undefined,
    whole: namesOf(whole),
    named: namesOf(named),
  };
}

function namesOf(list: string): readonly ImportedName[] {
  return list
    .split(",")
    .map((name) => name.trim().replaceAll(/\s+/g, " "))
    .filter((name) => name !== "")
    .map((name) => ({ text: name, local: name.split(" ").at(-1) ?? name }));
}

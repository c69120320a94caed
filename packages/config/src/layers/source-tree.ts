/** The contents of a source, with line numbers where the source is a file. */
export type SourceNode = SourceTable | SourceList | SourceScalar;

export interface SourceTable {
  readonly type: "table";
  readonly line?: number;
  /** A map, because a key may be called `__proto__`. */
  readonly entries: ReadonlyMap<string, SourceNode>;
}

interface SourceList {
  readonly type: "list";
  readonly line?: number;
  readonly items: readonly SourceNode[];
}

export interface SourceScalar {
  readonly type: "scalar";
  readonly line?: number;
  readonly value: unknown;
}

/** The value of a setting: a scalar, a list, or an object for a table. Names such as `__proto__` are own properties of it. */
export function plainValue(node: SourceNode): unknown {
  if (node.type === "list") {
    return node.items.map(plainValue);
  }
  return node.type === "scalar"
    ? node.value
    : Object.fromEntries([...node.entries].map(([name, inner]) => [name, plainValue(inner)]));
}

/** Converts a plain object to a tree, leaving out properties that are `undefined`. */
export function toSourceTable(object: object): SourceTable {
  const defined = Object.entries(object).filter(([, value]) => value !== undefined);
  return {
    type: "table",
    entries: new Map(defined.map(([name, value]) => [name, toSourceNode(value)])),
  };
}

function toSourceNode(value: unknown): SourceNode {
  if (Array.isArray(value)) {
    return { type: "list", items: value.map(toSourceNode) };
  }
  return typeof value === "object" && value !== null
    ? toSourceTable(value)
    : { type: "scalar", value };
}

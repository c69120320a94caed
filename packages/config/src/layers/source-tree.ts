/** What a source says, with the line of each thing where it has lines. */
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

/** The value of a setting: a scalar, a list of them, or the node itself, which no rule allows. */
export function plainValueOf(node: SourceNode): unknown {
  if (node.type === "list") {
    return node.items.map((item) => (item.type === "scalar" ? item.value : item));
  }
  return node.type === "scalar" ? node.value : node;
}

/** The tree of a plain object; what is `undefined` is not in it. */
export function sourceTableOf(object: object): SourceTable {
  const said = Object.entries(object).filter(([, value]) => value !== undefined);
  return {
    type: "table",
    entries: new Map(said.map(([name, value]) => [name, sourceNodeOf(value)])),
  };
}

function sourceNodeOf(value: unknown): SourceNode {
  if (Array.isArray(value)) {
    return { type: "list", items: value.map(sourceNodeOf) };
  }
  return typeof value === "object" && value !== null
    ? sourceTableOf(value)
    : { type: "scalar", value };
}

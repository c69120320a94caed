/** The name under which a client may put our sections, beside those of other servers. */
const NAME = "hexai";

/**
 * The client's settings as sections. The client may send `{ hexai: { general: … } }` or the sections themselves, and either with
 * dots instead of levels (`"hexai.general.max_tokens": 5`). `undefined` when it sends nothing.
 *
 * @param isOurs - Whether the value was sent for this server alone. If not, unknown sections belong to other servers.
 */
export function parseEditorSettings(
  value: unknown,
  sections: readonly string[],
  { isOurs }: { readonly isOurs: boolean },
): unknown {
  if (!isObject(value)) {
    return value === null || value === undefined || isEmptyList(value) || !isOurs
      ? undefined
      : value;
  }
  const tree = expandDots(value, MAX_LEVELS);
  const ours = Object.hasOwn(tree, NAME) ? tree[NAME] : tree;
  if (!isObject(ours)) {
    return ours === null || isEmptyList(ours) ? undefined : ours;
  }
  const names = Object.keys(ours);
  const isForUs = isOurs || ours !== tree || names.some((name) => sections.includes(name));
  return names.length > 0 && isForUs ? ours : undefined;
}

type Tree = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lua clients send an empty table as an empty list. */
function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** No setting has a deeper key. */
const MAX_LEVELS = 8;

function expandDots(object: Tree, levels: number): Tree {
  let tree: Tree = {};
  for (const [key, value] of Object.entries(object)) {
    const inner = isObject(value) && levels > 0 ? expandDots(value, levels - 1) : value;
    // The name of a model, as in "openai:gpt-4.1", has a colon, and its dots are none between levels.
    const path = key.includes(":") ? [key] : key.split(".", MAX_LEVELS);
    tree = withValue(tree, path, inner);
  }
  return tree;
}

function withValue(tree: Tree, [name = "", ...rest]: readonly string[], value: unknown): Tree {
  const below = Object.hasOwn(tree, name) ? tree[name] : undefined;
  const inner = isObject(below) ? below : {};
  const whole = isObject(value) ? { ...inner, ...value } : value;
  return Object.fromEntries([
    ...Object.entries(tree),
    [name, rest.length === 0 ? whole : withValue(inner, rest, value)],
  ]);
}

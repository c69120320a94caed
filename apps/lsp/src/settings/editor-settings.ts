/** The name that a client may put around our sections, among those of other servers. */
const NAME = "hexai";

/**
 * What a client says to us, as sections: `{ hexai: { general: … } }`, or the sections themselves, and either of it with
 * dots instead of levels (`"hexai.general.max_tokens": 5`). `undefined` when it says nothing.
 *
 * @param isOurs - Whether it is meant for us alone. Else sections that nobody knows are somebody else's.
 */
export function editorSettingsOf(
  said: unknown,
  sections: readonly string[],
  { isOurs }: { readonly isOurs: boolean },
): unknown {
  if (!isObject(said)) {
    return said === null || said === undefined || isEmptyList(said) || !isOurs ? undefined : said;
  }
  const tree = withoutDots(said, MOST_LEVELS);
  const ours = Object.hasOwn(tree, NAME) ? tree[NAME] : tree;
  if (!isObject(ours)) {
    return ours === null || isEmptyList(ours) ? undefined : ours;
  }
  const names = Object.keys(ours);
  const isMeant = isOurs || ours !== tree || names.some((name) => sections.includes(name));
  return names.length > 0 && isMeant ? ours : undefined;
}

type Tree = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What Lua makes of an empty table. */
function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Deeper keys are nobody's. */
const MOST_LEVELS = 8;

function withoutDots(object: Tree, levels: number): Tree {
  let tree: Tree = {};
  for (const [key, value] of Object.entries(object)) {
    const inner = isObject(value) && levels > 0 ? withoutDots(value, levels - 1) : value;
    tree = withValue(tree, key.split(".", MOST_LEVELS), inner);
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

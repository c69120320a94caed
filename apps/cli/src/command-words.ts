/** What may stand behind `hexai config`; without it `show` is meant. */
export const CONFIG_VERBS = ["show", "path", "check", "edit"] as const;

export type ConfigVerb = (typeof CONFIG_VERBS)[number];

import type { Config, ModelsSettings } from "@hexai/config";

import type { Target } from "../../../settings/configured-targets.ts";

/** The targets of one surface. */
export interface Surface {
  readonly where: string;
  readonly targets: readonly Target[];
}

const SURFACES: readonly { readonly name: keyof ModelsSettings; readonly where: string }[] = [
  { name: "cli", where: "in the terminal" },
  { name: "code_action", where: "for code actions" },
  { name: "completion", where: "for completions" },
  { name: "chat", where: "in the editor's chat" },
];

/** The surfaces that have targets of their own, and one for all others; their target is an empty one, which means the default. */
export function listSurfaces({ models }: Config): readonly Surface[] {
  const own = SURFACES.filter(({ name }) => models[name].length > 0);
  const rest = own.length === 0 ? "everywhere" : "everywhere else";
  return [
    ...own.map(({ name, where }) => ({ where, targets: models[name] })),
    ...(own.length === SURFACES.length ? [] : [{ where: rest, targets: [{}] }]),
  ];
}

import type { Config, ModelsSettings } from "@hexai/config";

import type { Target } from "../../../settings/configured-targets.ts";

/** Who is asked in one place. */
export interface Surface {
  readonly where: string;
  readonly targets: readonly Target[];
}

const PLACES: readonly { readonly name: keyof ModelsSettings; readonly where: string }[] = [
  { name: "cli", where: "in the terminal" },
  { name: "code_action", where: "for code actions" },
  { name: "completion", where: "for completions" },
  { name: "chat", where: "in the editor's chat" },
];

/** The places that have targets of their own, and the rest as one; a target that leaves everything open is the usual one. */
export function listSurfaces({ models }: Config): readonly Surface[] {
  const own = PLACES.filter(({ name }) => models[name].length > 0);
  const rest = own.length === 0 ? "everywhere" : "everywhere else";
  return [
    ...own.map(({ name, where }) => ({ where, targets: models[name] })),
    ...(own.length === PLACES.length ? [] : [{ where: rest, targets: [{}] }]),
  ];
}

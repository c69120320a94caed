import { type ConfigOrigin, closestName, type Role, type ValidConfig } from "@hexai/config";
import { UserError } from "@hexai/process";
import { quoteText, sanitizeName } from "@hexai/terminal/text";

/** A role, and where it comes from. */
export interface FoundRole {
  readonly role: Role;
  /** Set when it comes from a project's file, whose text may be anybody's: what to tell the user about it. */
  readonly notice?: string;
}

/** Finds `[roles.NAME]`. @throws {UserError} When there is no such role. */
export function findRole(
  { config, origins, leftOut = [] }: Pick<ValidConfig, "config" | "leftOut" | "origins">,
  name: string,
): FoundRole {
  const role = config.roles.get(name);
  if (role === undefined) {
    const unused = leftOut.find(({ isUnused, key }) => isUnused && key === `roles.${name}`);
    if (unused?.origin.type === "file") {
      const message = `the role ${name} comes from the project, of which --code uses none; write it into your own config.toml (${unused.origin.file})`;
      throw new UserError(2, message);
    }
    throw new UserError(2, `there is no role ${quoteText(name)}${advice(name, config.roles)}`);
  }
  const origin = origins.get(`roles.${name}`);
  return isOfProject(origin)
    ? { role, notice: sanitizeName(`the role ${name} comes from the project: ${origin.file}`) }
    : { role };
}

function advice(name: string, roles: ReadonlyMap<string, Role>): string {
  const names = [...roles.keys()];
  const nearest = closestName(name, names);
  if (nearest !== undefined) {
    return `, did you mean ${nearest}?`;
  }
  return names.length === 0
    ? ": none is configured; write it into your config.toml, as in [roles.review]"
    : `; choose from ${names.toSorted().join(", ")}`;
}

function isOfProject(
  origin: ConfigOrigin | undefined,
): origin is ConfigOrigin & { readonly type: "file" } {
  return origin?.type === "file" && origin.isProject === true;
}

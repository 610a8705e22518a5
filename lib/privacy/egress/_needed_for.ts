import { type PermissionNeeded, permissionNeeded, type Purpose, type Remuneration } from "../consent/mod.ts";

/** The permission a message of a purpose needs, by who pays for it. */
export function neededFor(
  purpose: Purpose,
  remuneration: Remuneration,
): PermissionNeeded & { readonly purpose: Purpose } {
  if (purpose === "treatment" || purpose === "operations" || purpose === "marketing") {
    const needed = permissionNeeded(purpose, remuneration);
    return { ...needed, purpose: needed.purpose! };
  }
  return { purpose, because: `The person's own permission for ${purpose}.` };
}

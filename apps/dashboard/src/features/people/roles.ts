import type { PersonView, Role } from "@openlock/api";
import { t } from "../../i18n/text.ts";

export const ROLES: readonly {
  readonly value: Role;
  readonly label: () => string;
  readonly can: () => string;
}[] = [
  { value: "owner", label: () => t`Owner`, can: () => t`Everything, and may make other owners and admins.` },
  {
    value: "admin",
    label: () => t`Admin`,
    can: () => t`Sets up doors, invites people, sees the history, opens doors.`,
  },
  { value: "staff", label: () => t`Staff`, can: () => t`Opens the doors chosen below, and nothing else.` },
  { value: "auditor", label: () => t`Auditor`, can: () => t`Sees doors and their history. Opens nothing.` },
];

export function roleLabel(role: Role): string {
  return ROLES.find(({ value }) => value === role)?.label() ?? role;
}

/** The roles that somebody may give; the relay holds them to it. */
export function rolesToGive(me: PersonView): typeof ROLES {
  return me.role === "owner" ? ROLES : ROLES.filter(({ value }) => value === "staff" || value === "auditor");
}

/** Whether `me` may change or remove somebody, or an invitation. */
export function mayManage(me: PersonView, person: Pick<PersonView, "role">): boolean {
  return rolesToGive(me).some(({ value }) => value === person.role);
}

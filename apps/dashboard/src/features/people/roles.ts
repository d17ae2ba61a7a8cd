import type { PersonView, Role } from "@openlock/api";

export const ROLES: readonly { readonly value: Role; readonly label: string; readonly can: string }[] = [
  { value: "owner", label: "Owner", can: "Everything, and may make other owners and admins." },
  { value: "admin", label: "Admin", can: "Sets up doors, invites people, sees the history, opens doors." },
  { value: "staff", label: "Staff", can: "Opens the doors chosen below, and nothing else." },
  { value: "auditor", label: "Auditor", can: "Sees doors and their history. Opens nothing." },
];

export function roleLabel(role: Role): string {
  return ROLES.find(({ value }) => value === role)?.label ?? role;
}

/** The roles that somebody may give; the relay holds them to it. */
export function rolesToGive(me: PersonView): typeof ROLES {
  return me.role === "owner" ? ROLES : ROLES.filter(({ value }) => value === "staff" || value === "auditor");
}

/** Whether `me` may change or remove somebody, or an invitation. */
export function mayManage(me: PersonView, person: Pick<PersonView, "role">): boolean {
  return rolesToGive(me).some(({ value }) => value === person.role);
}

import type { Role } from "@openlock/api";
import { t } from "../i18n/text.ts";

const NAMES: Readonly<Record<Role, () => string>> = {
  owner: () => t`owner`,
  admin: () => t`admin`,
  staff: () => t`staff`,
  auditor: () => t`auditor`,
};

/** A role within a sentence; one of a newer server as it is. */
export function roleName(role: string): string {
  return Object.hasOwn(NAMES, role) ? NAMES[role as Role]() : role;
}

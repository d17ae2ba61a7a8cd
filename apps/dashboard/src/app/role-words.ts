import type { Role } from "@openlock/api";
import { t } from "../i18n/text.ts";

/** A role within a sentence. */
export function roleName(role: Role): string {
  switch (role) {
    case "owner":
      return t`owner`;
    case "admin":
      return t`admin`;
    case "staff":
      return t`staff`;
    case "auditor":
      return t`auditor`;
  }
}

import { NativeSelect } from "@mantine/core";
import type { PersonView, Role } from "@openlock/api";
import { t } from "../../i18n/text.ts";
import { ROLES, rolesToGive } from "./roles.ts";

interface RoleFieldProps {
  readonly me: PersonView;
  readonly role: Role;
  readonly onChange: (role: Role) => void;
}

/** One of the roles that `me` may give, and what it is for. */
export function RoleField({ me, role, onChange }: RoleFieldProps) {
  return (
    <NativeSelect
      label={t`Role`}
      value={role}
      onChange={(event) => onChange(event.currentTarget.value as Role)}
      data={rolesToGive(me).map(({ value, label }) => ({ value, label: label() }))}
      description={ROLES.find(({ value }) => value === role)?.can()}
      inputWrapperOrder={["label", "input", "description"]}
    />
  );
}

import { Text, TextInput } from "@mantine/core";
import type { DoorScope, PersonView, Role } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { ScopeField } from "../doors/ScopeField.tsx";
import { RoleField } from "./RoleField.tsx";
import { useChangePerson } from "./use-people.ts";

interface PersonDialogProps {
  readonly me: PersonView;
  readonly person: PersonView;
  readonly close: () => void;
}

export function PersonDialog({ me, person, close }: PersonDialogProps) {
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState<Role>(person.role);
  const [doors, setDoors] = useState<DoorScope>(person.doors);
  const save = useChangePerson(person.id, close);
  return (
    <Dialog
      title={t`Change ${person.name}`}
      close={close}
      confirm={t`Save`}
      onConfirm={() => save.mutate({ name: name.trim(), role, doors })}
      disabled={name.trim() === ""}
      pending={save.isPending}
      error={save.error}
    >
      <Text size="sm" c="dimmed">
        {person.email}
      </Text>
      <TextInput
        label={t`Name`}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
        required
        withAsterisk={false}
      />
      <RoleField me={me} role={role} onChange={setRole} />
      <ScopeField scope={doors} onChange={setDoors} />
    </Dialog>
  );
}

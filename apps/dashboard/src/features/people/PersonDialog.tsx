import { NativeSelect, Text, TextInput } from "@mantine/core";
import type { DoorScope, PersonView, Role } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { ScopeField } from "../doors/ScopeField.tsx";
import { ROLES, rolesToGive } from "./roles.ts";
import { useSavePerson } from "./use-people.ts";

interface PersonDialogProps {
  readonly me: PersonView;
  /** Who is changed; without, somebody is added. */
  readonly person: PersonView | undefined;
  readonly close: () => void;
}

export function PersonDialog({ me, person, close }: PersonDialogProps) {
  const [email, setEmail] = useState(person?.email ?? "");
  const [name, setName] = useState(person?.name ?? "");
  const [role, setRole] = useState<Role>(person?.role ?? "staff");
  const [doors, setDoors] = useState<DoorScope>(person?.doors ?? { all: true });
  const save = useSavePerson(person?.id, close);
  return (
    <Dialog
      title={person ? `Change ${person.name}` : "Add person"}
      close={close}
      confirm={person ? "Save" : "Add"}
      onConfirm={() => save.mutate({ email: email.trim().toLowerCase(), name: name.trim(), role, doors })}
      disabled={email.trim() === "" || name.trim() === ""}
      pending={save.isPending}
      error={save.error}
    >
      {person ? (
        <Text size="sm" c="dimmed">
          {person.email}
        </Text>
      ) : (
        <TextInput
          label="Email"
          description="They sign in with codes that are mailed there."
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          maxLength={254}
          required
          withAsterisk={false}
          data-autofocus
        />
      )}
      <TextInput
        label="Name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
        required
        withAsterisk={false}
      />
      <NativeSelect
        label="Role"
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
        data={rolesToGive(me).map(({ value, label }) => ({ value, label }))}
        description={ROLES.find(({ value }) => value === role)?.can}
        inputWrapperOrder={["label", "input", "description"]}
      />
      <ScopeField scope={doors} onChange={setDoors} />
    </Dialog>
  );
}

import { Checkbox, NativeSelect, Radio, Stack, Text, TextInput } from "@mantine/core";
import type { DoorScope, PersonView, Role } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/Radio.css";
import { useDoors } from "../doors/use-doors.ts";
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

function ScopeField({
  scope,
  onChange,
}: {
  readonly scope: DoorScope;
  readonly onChange: (scope: DoorScope) => void;
}) {
  const known = useDoors().data ?? [];
  const chosen = scope.all ? [] : scope.ids;
  return (
    <Radio.Group
      label="Doors"
      value={scope.all ? "all" : "some"}
      onChange={(value) => onChange(value === "all" ? { all: true } : { all: false, ids: [] })}
    >
      <Stack gap="xs" mt={6}>
        <Radio value="all" label="All doors, those of the future too" />
        <Radio value="some" label="Only these" />
        {!scope.all && (
          <Stack gap="xs" pl="xl">
            {known.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name}
                checked={chosen.includes(id)}
                onChange={({ currentTarget: { checked } }) =>
                  onChange({
                    all: false,
                    ids: checked ? [...chosen, id] : chosen.filter((other) => other !== id),
                  })
                }
              />
            ))}
            {known.length === 0 && (
              <Text size="sm" c="dimmed">
                There are no doors yet.
              </Text>
            )}
          </Stack>
        )}
      </Stack>
    </Radio.Group>
  );
}

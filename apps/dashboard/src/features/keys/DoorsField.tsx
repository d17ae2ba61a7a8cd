import { Checkbox, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../i18n/text.ts";
import classes from "./Keys.module.css";
import "@mantine/core/styles/Checkbox.css";

/** With more doors than this one looks for them by name. */
const FEW = 8;

export interface DoorChoice {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
}

/** Several of many doors. */
export function DoorsField({
  doors,
  chosen,
  onChange,
  label = t`Doors`,
}: {
  readonly doors: readonly DoorChoice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly label?: string;
}) {
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLocaleLowerCase();
  const shown = doors.filter(
    ({ id, name }) => chosen.includes(id) || `${name} ${id}`.toLocaleLowerCase().includes(wanted),
  );
  return (
    <Checkbox.Group label={label} value={[...chosen]} onChange={onChange}>
      {doors.length > FEW && (
        <TextInput
          size="xs"
          my="xs"
          aria-label={t`Find a door`}
          placeholder={t`Find a door`}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <Stack gap="xs" mt={6} className={classes.doors ?? ""}>
        {shown.map(({ id, name, description }) => (
          <Checkbox key={id} value={id} label={name} {...(description && { description })} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

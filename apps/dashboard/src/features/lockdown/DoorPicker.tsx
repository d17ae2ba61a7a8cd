import { Checkbox } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { useState } from "react";
import { VirtualList } from "../../app/VirtualList.tsx";
import { t } from "../../i18n/text.ts";
import DoorSearch from "../doors/DoorSearch.tsx";
import { matches } from "../doors/matches.ts";
import classes from "./DoorPicker.module.css";
import "@mantine/core/styles/Checkbox.css";

interface DoorPickerProps {
  readonly doors: readonly DoorView[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** Some of many doors. */
export function DoorPicker({ doors, chosen, onChange }: DoorPickerProps) {
  const [query, setQuery] = useState("");
  const shown = doors.filter((door) => matches(door, query));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <div className={classes.picker}>
      <DoorSearch query={query} onChange={setQuery} />
      <VirtualList
        label={t`Doors to choose from`}
        items={shown}
        keyOf={({ id }) => id}
        rowHeight={44}
        row={({ id, name }) => (
          <Checkbox
            className={classes.row ?? ""}
            label={name}
            checked={chosen.has(id)}
            onChange={() => toggle(id)}
          />
        )}
      />
    </div>
  );
}

import { ActionIcon, Text } from "@mantine/core";
import type { PersonView } from "@openlock/api";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useDoors } from "../doors/use-doors.ts";
import classes from "./PeoplePage.module.css";
import { mayManage, roleLabel } from "./roles.ts";

interface PersonRowProps {
  readonly me: PersonView;
  readonly person: PersonView;
  readonly change: () => void;
  readonly remove: () => void;
}

export function PersonRow({ me, person, change, remove }: PersonRowProps) {
  const doors = useScopeWords(person);
  return (
    <li className={classes.person}>
      <div className={classes.words}>
        <Text component="span" fw={600} className={classes.name ?? ""}>
          {person.name}
          {person.id === me.id && <span className={classes.you}> (you)</span>}
        </Text>
        <Text component="span" size="sm" c="dimmed" className={classes.name ?? ""}>
          {person.email}
        </Text>
      </div>
      <div className={classes.rights}>
        <span className={classes.role}>{roleLabel(person.role)}</span>
        <Text component="span" size="xs" c="dimmed">
          {doors}
        </Text>
      </div>
      {mayManage(me, person) && (
        <div className={classes.actions}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Change ${person.name}`}
            onClick={change}
          >
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove ${person.name}`}
            onClick={remove}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </li>
  );
}

/** Which doors, by their names. */
function useScopeWords({ doors }: PersonView): string {
  const known = useDoors().data;
  if (doors.all) return "All doors";
  if (doors.ids.length === 0) return "No doors";
  const names = doors.ids.map((id) => known?.find((door) => door.id === id)?.name ?? id);
  return names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
}

import { ActionIcon, Text } from "@mantine/core";
import type { PersonView } from "@openlock/api";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { t } from "../../i18n/text.ts";
import classes from "./PeoplePage.module.css";
import { mayManage, roleLabel } from "./roles.ts";
import { useScopeWords } from "./use-scope-words.ts";

interface PersonRowProps {
  readonly me: PersonView;
  readonly person: PersonView;
  readonly change: () => void;
  readonly remove: () => void;
}

export function PersonRow({ me, person, change, remove }: PersonRowProps) {
  const doors = useScopeWords(person.doors);
  return (
    <li className={classes.person}>
      <div className={classes.words}>
        <Text component="span" fw={600} className={classes.name ?? ""}>
          {person.name}
          {person.id === me.id && <span className={classes.you}>{t` (you)`}</span>}
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
            aria-label={t`Change ${person.name}`}
            onClick={change}
          >
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t`Remove ${person.name}`}
            onClick={remove}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </li>
  );
}

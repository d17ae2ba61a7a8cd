import { Button, Group } from "@mantine/core";
import type { GrantView } from "@openlock/api";
import { IconCalendarWeek } from "@tabler/icons-react";
import { useState } from "react";
import { ListRow, type ListRowProps } from "../../app/ListPanel.tsx";
import { t } from "../../i18n/text.ts";
import { GrantWeek } from "./schedule/GrantWeek.tsx";

interface GrantRowProps extends Omit<ListRowProps, "children"> {
  readonly grant: GrantView | undefined;
  /** What the button is called that shows the week. */
  readonly weekOf: string;
}

/** A row about a grant, whose week can be looked at where it has one. */
export function GrantRow({ grant, weekOf, action, ...row }: GrantRowProps) {
  const [shown, setShown] = useState(false);
  if (!grant?.schedule) return <ListRow {...row} action={action} />;
  return (
    <ListRow
      {...row}
      action={
        <Group gap="xs">
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconCalendarWeek size={16} aria-hidden />}
            aria-label={weekOf}
            aria-expanded={shown}
            onClick={() => setShown(!shown)}
          >
            {t`Week`}
          </Button>
          {action}
        </Group>
      }
    >
      {shown && <GrantWeek grant={grant} />}
    </ListRow>
  );
}

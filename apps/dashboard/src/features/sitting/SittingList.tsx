import { Button, Group, Paper, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconPrinter } from "@tabler/icons-react";
import { t } from "../../i18n/text.ts";
import { lockPinWords } from "../lock-pin/lock-pin-result.ts";
import { printPasswords } from "./print-passwords.ts";
import classes from "./SittingList.module.css";
import { type SittingDoor, useSitting } from "./sitting.ts";

/** What was done in this sitting, door by door, and one sheet with all their passwords. */
export default function SittingList() {
  const doors = useSitting((sitting) => sitting.doors);
  const printable = doors.flatMap(({ id, name, password }) => (password ? [{ id, name, password }] : []));
  return (
    <Paper withBorder p="md" radius="md">
      <Group justify="space-between" mb="sm" gap="sm">
        <Text size="sm" fw={600}>
          {t`Doors of this sitting`}
        </Text>
        {printable.length > 1 && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPrinter size={14} aria-hidden />}
            onClick={() => printPasswords(printable)}
          >
            {t`Print all passwords`}
          </Button>
        )}
      </Group>
      <ul className={classes.list} aria-label={t`Doors of this sitting`}>
        {doors.map((door) => (
          <li key={door.id} className={classes.row}>
            <Sign door={door} />
            <div>
              <Text size="sm" fw={600}>
                {door.name}
              </Text>
              <Text size="xs" c="dimmed">
                {[door.id, ...results(door)].join(" · ")}
              </Text>
            </div>
          </li>
        ))}
      </ul>
      <Text size="xs" c="dimmed" mt="sm">
        {t`Kept in this page only, and forgotten when you close it.`}
      </Text>
    </Paper>
  );
}

function Sign({ door: { done, lockPin } }: { readonly door: SittingDoor }) {
  if (lockPin?.moved) return <IconAlertTriangle size={20} className={classes.bad} aria-hidden />;
  if (done) return <IconCircleCheck size={20} className={classes.good} aria-hidden />;
  return <IconCircleDashed size={20} aria-hidden />;
}

function results({ done, lockPin }: SittingDoor): string[] {
  return [
    done ? t`set up, has opened and locked` : t`not finished`,
    ...(lockPin ? [lockPinWords(lockPin)] : []),
  ];
}

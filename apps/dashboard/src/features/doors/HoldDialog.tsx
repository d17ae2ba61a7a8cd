import { NativeSelect, Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { useState } from "react";
import { serverNow } from "../../api/server-clock.ts";
import { Dialog } from "../../app/Dialog.tsx";
import { timeOfDay } from "../../app/times.ts";
import { plural, t } from "../../i18n/text.ts";
import { command } from "./command-store.ts";

const HOURS = [0.5, 1, 2, 4, 8, 12] as const;

interface DoorDialogProps {
  readonly door: DoorView;
  readonly close: () => void;
}

export function HoldDialog({ door, close }: DoorDialogProps) {
  const [hours, setHours] = useState("1");
  const untilOf = (h: number) => serverNow() + h * 3_600_000;
  const hold = () => {
    close();
    void command(door.id, { command: "hold", until: Math.round(untilOf(Number(hours)) / 1000) });
  };
  return (
    <Dialog title={t`Hold “${door.name}” open`} close={close} confirm={t`Hold open`} onConfirm={hold}>
      <Text size="sm" c="dimmed">
        {t`The door stays unlocked for everybody until then, and locks by itself afterwards.`}
      </Text>
      <NativeSelect
        label={t`For how long`}
        value={hours}
        onChange={(event) => setHours(event.currentTarget.value)}
        data={HOURS.map((h) => ({
          value: String(h),
          label: t`${hoursWords(h)} — until ${timeOfDay(untilOf(h))}`,
        }))}
        data-autofocus
      />
    </Dialog>
  );
}

function hoursWords(hours: number): string {
  if (hours < 1) return t`${hours * 60} minutes`;
  return plural(hours, { one: t`1 hour`, other: t`${hours} hours` });
}

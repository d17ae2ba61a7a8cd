import { Modal, Skeleton, Stack, Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { IconLockOpen, IconShieldLock } from "@tabler/icons-react";
import { useState } from "react";
import { Choices } from "../../app/Choices.tsx";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { useReturnFocus } from "../../app/use-return-focus.ts";
import { t } from "../../i18n/text.ts";
import { startBulk } from "../bulk/bulk-store.ts";
import { countWords } from "../bulk/words.ts";
import { HoldButton } from "../doors/HoldButton.tsx";
import { useDoors } from "../doors/use-doors.ts";
import { DoorPicker } from "./DoorPicker.tsx";
import { isInLockdown } from "./in-lockdown.ts";
import { closeLockdown, type LockdownWish } from "./lockdown-store.ts";

/** Which doors, and then a press that is held: one door, some or all. */
export default function LockdownWindow({ wish }: { readonly wish: LockdownWish }) {
  useReturnFocus();
  const doors = useDoors();
  const [action, setAction] = useState(wish.action);
  return (
    <Modal
      opened
      onClose={closeLockdown}
      title={t`Lockdown`}
      centered
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <Stack gap="md">
        <Choices
          label={t`What to do`}
          value={action}
          onChange={setAction}
          data={[
            { value: "lockdown", label: t`Start lockdown` },
            { value: "lift", label: t`Lift lockdown` },
          ]}
        />
        {doors.data ? (
          <Choice key={action} action={action} preset={wish.doors} doors={doors.data} />
        ) : doors.error ? (
          <LoadFailure error={doors.error} again={() => void doors.refetch()} />
        ) : (
          <Skeleton height={160} role="status" aria-label={t`Loading`} />
        )}
      </Stack>
    </Modal>
  );
}

interface ChoiceProps {
  readonly action: LockdownWish["action"];
  readonly preset: readonly string[] | undefined;
  readonly doors: readonly DoorView[];
}

function Choice({ action, preset, doors }: ChoiceProps) {
  const withDevice = doors.filter(({ device }) => device);
  const all = action === "lockdown" ? withDevice : withDevice.filter(isInLockdown);
  const [some, setSome] = useState(preset !== undefined);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(preset));
  const meant = some ? withDevice.filter(({ id }) => chosen.has(id)) : all;
  const go = () => {
    closeLockdown();
    startBulk(action, meant.toSorted(mostOpenFirst));
  };
  return (
    <>
      <Text size="sm">
        {action === "lockdown"
          ? t`A door in lockdown locks at once and unlocks for nobody until an owner or admin lifts it. It does not stop people from leaving where the lock opens from inside.`
          : t`The doors stay locked, and can be unlocked again as before.`}
      </Text>
      <Choices
        label={t`Which doors`}
        value={some ? "some" : "all"}
        onChange={(value) => setSome(value === "some")}
        data={[
          { value: "all", label: allLabel(action, all.length) },
          { value: "some", label: t`Only some` },
        ]}
      />
      {some && <DoorPicker doors={withDevice} chosen={chosen} onChange={setChosen} />}
      {!some && all.length === 0 && (
        <Text size="sm" c="dimmed">
          {action === "lift"
            ? t`No door says that it is in lockdown. One that is away may be: choose it.`
            : t`There is no door with a device yet.`}
        </Text>
      )}
      <HoldButton
        fullWidth
        {...(action === "lockdown" && { color: "red" })}
        disabled={meant.length === 0}
        icon={
          action === "lockdown" ? (
            <IconShieldLock size={20} aria-hidden />
          ) : (
            <IconLockOpen size={20} aria-hidden />
          )
        }
        onMeant={go}
      >
        {action === "lockdown"
          ? t`Lock down ${countWords(meant.length)}`
          : t`Lift at ${countWords(meant.length)}`}
      </HoldButton>
    </>
  );
}

function allLabel(action: LockdownWish["action"], count: number): string {
  return action === "lockdown" ? t`All doors (${count})` : t`All in lockdown (${count})`;
}

/** What stands open is locked first, should many have to wait for their turn. */
function mostOpenFirst(a: DoorView, b: DoorView): number {
  return rank(a) - rank(b);
}

function rank({ online, status }: DoorView): number {
  if (!online) return 2;
  return status?.document.lock === "unlocked" ? 0 : 1;
}

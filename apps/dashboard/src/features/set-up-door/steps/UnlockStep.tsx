import { Button, List, Loader, ThemeIcon } from "@mantine/core";
import type { CommandStep } from "@openlock/client";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { openlock } from "../../../api/client.ts";
import { t } from "../../../i18n/text.ts";
import LedHint from "../../led/LedHint.tsx";
import { Failure } from "../Failure.tsx";
import { StepFrame } from "../StepFrame.tsx";
import { useDoor, useWizard } from "../wizard-store.ts";

const LOOK_EVERY = 1_500;
const LONGEST_WAIT = 10_000;

const ON_ITS_WAY: Record<CommandStep, () => string> = {
  preparing: () => t`Sealing the command to the board's key…`,
  waiting: () => t`Sent; waiting for the board's own answer…`,
  retrying: () => t`The board has just restarted; sealing it anew…`,
};

export default function UnlockStep() {
  const door = openlock.door(useDoor().id);
  const password = useWizard((state) => state.presentPassword ?? state.password);
  const next = useWizard((state) => state.next);
  const [step, setStep] = useState<CommandStep>("preparing");

  const unlock = useMutation({ mutationFn: () => door.unlock({ password, onStep: setStep }) });
  // Sealed by the board as well: that it has locked again is not taken from the server either.
  const status = useQuery({
    queryKey: ["first-unlock", door.id, unlock.submittedAt],
    queryFn: async ({ signal }) => {
      await until(unlock.data?.until);
      return await door.status({ password, signal });
    },
    enabled: unlock.isSuccess,
    refetchInterval: ({ state }) => (state.data?.lock === "locked" ? false : LOOK_EVERY),
    retry: false,
    gcTime: 0,
  });
  const lockedAgain = status.data?.lock === "locked";

  return (
    <StepFrame
      title={t`Open it for the first time`}
      lead={t`From this page, through the server, to the board: the same way that it will go every day.`}
      actions={
        lockedAgain ? (
          <Button onClick={() => next()}>{t`Finish`}</Button>
        ) : (
          <Button loading={unlock.isPending} disabled={unlock.isSuccess} onClick={() => unlock.mutate()}>
            {t`Unlock now`}
          </Button>
        )
      }
    >
      {!unlock.isIdle && (
        <List spacing="sm" center role="status" listStyleType="none">
          {unlock.isPending && <Line sign={<Loader size={16} />}>{ON_ITS_WAY[step]()}</Line>}
          {unlock.isError && (
            <Line sign={<IconX size={16} />}>{t`The board has not said that it opened.`}</Line>
          )}
          {unlock.isSuccess && <Line done>{t`The door is open: the board's sealed answer says so.`}</Line>}
          {unlock.isSuccess && !lockedAgain && (
            <Line sign={<Loader size={16} />}>{t`It locks again by itself in a few seconds…`}</Line>
          )}
          {lockedAgain && <Line done>{t`The door has locked again by itself.`}</Line>}
        </List>
      )}
      <LedHint events={["command-received", "unlocked", "locked"]} />
      <Failure error={unlock.error} />
      <Failure error={status.error} retry={{ label: t`Look again`, run: () => void status.refetch() }} />
    </StepFrame>
  );
}

/**
 * Waits until the door locks, so that it is not asked before: every question is a command in its history. By this
 * browser's clock, so no longer than a first unlock may take.
 *
 * @param seconds since the epoch
 */
function until(seconds = 0): Promise<void> {
  const left = Math.min(seconds * 1000 - Date.now(), LONGEST_WAIT);
  return new Promise((resolve) => setTimeout(resolve, left));
}

interface LineProps {
  readonly done?: boolean;
  readonly sign?: ReactNode;
  readonly children: ReactNode;
}

function Line({ done = false, sign, children }: LineProps) {
  return (
    <List.Item
      icon={
        <ThemeIcon size={26} radius="xl" variant="light" color={done ? "green" : "gray"} aria-hidden>
          {done ? <IconCheck size={16} /> : sign}
        </ThemeIcon>
      }
    >
      {children}
    </List.Item>
  );
}

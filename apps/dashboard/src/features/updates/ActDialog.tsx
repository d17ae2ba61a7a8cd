import { Text } from "@mantine/core";
import type { RolloutView } from "@openlock/api";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { type RolloutVerb, useAct } from "./use-updates.ts";

const WORDS = {
  pause: {
    title: () => t`Pause the update?`,
    confirm: () => t`Pause`,
    what: () => t`No further door gets it until you go on. Doors that are at it finish.`,
  },
  resume: {
    title: () => t`Go on with the update?`,
    confirm: () => t`Go on`,
    what: () =>
      t`Doors that failed stay as they are, and do not stop it again. Look at why they failed first.`,
  },
  stop: {
    title: () => t`Stop the update?`,
    confirm: () => t`Stop`,
    what: () =>
      t`It ends for good. Doors that have it keep it, and doors that are at it finish. To go back, roll out a release that is signed as a way back.`,
  },
  retry: {
    title: () => t`Retry failed doors?`,
    confirm: () => t`Retry`,
    what: () => t`Doors that failed get it again, when it is their turn.`,
  },
} as const;

interface ActDialogProps {
  readonly rollout: RolloutView;
  readonly verb: RolloutVerb;
  readonly close: () => void;
}

export function ActDialog({ rollout, verb, close }: ActDialogProps) {
  const act = useAct(rollout.id, close);
  const { title, confirm, what } = WORDS[verb];
  return (
    <Dialog
      title={title()}
      close={close}
      confirm={confirm()}
      dangerous={verb === "stop"}
      onConfirm={() => act.mutate(verb)}
      pending={act.isPending}
      error={act.error}
    >
      <Text size="sm">{what()}</Text>
    </Dialog>
  );
}

import { Text } from "@mantine/core";
import type { RolloutView } from "@openlock/api";
import { Dialog } from "../../app/Dialog.tsx";
import { type RolloutVerb, useAct } from "./use-updates.ts";

const WORDS = {
  pause: {
    title: "Pause the update?",
    confirm: "Pause",
    what: "No further door gets it until you go on. Doors that are at it finish.",
  },
  resume: {
    title: "Go on with the update?",
    confirm: "Go on",
    what: "Doors that failed stay as they are, and do not stop it again. Look at why they failed first.",
  },
  stop: {
    title: "Stop the update?",
    confirm: "Stop",
    what: "It ends for good. Doors that have it keep it, and doors that are at it finish. To go back, roll out a release that is signed as a way back.",
  },
  retry: {
    title: "Retry failed doors?",
    confirm: "Retry",
    what: "Doors that failed get it again, when it is their turn.",
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
      title={title}
      close={close}
      confirm={confirm}
      dangerous={verb === "stop"}
      onConfirm={() => act.mutate(verb)}
      pending={act.isPending}
      error={act.error}
    >
      <Text size="sm">{what}</Text>
    </Dialog>
  );
}

import { Button, List, Loader, ThemeIcon } from "@mantine/core";
import { StatusAnswer } from "@openlock/protocol";
import { IconCheck, IconLock, IconLockOpen } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { openlock } from "../../../api/client.ts";
import { api } from "../../../api/http.ts";
import { Failure } from "../Failure.tsx";
import { StepFrame } from "../StepFrame.tsx";
import { useDoor, useWizard } from "../wizard-store.ts";

const LOOK_EVERY = 1_000;

export function UnlockStep() {
  const door = useDoor();
  const password = useWizard((state) => state.password);
  const next = useWizard((state) => state.next);

  const unlock = useMutation({ mutationFn: () => openlock.door(door.id).unlock({ password }) });
  const status = useQuery({
    queryKey: ["doors", door.id, "first-unlock", unlock.submittedAt],
    queryFn: async () => StatusAnswer.parse(await api.get(`/api/doors/${door.id}/status`)),
    enabled: unlock.isSuccess,
    refetchInterval: ({ state }) => (state.data?.status.lock === "locked" ? false : LOOK_EVERY),
    gcTime: 0,
  });
  const lockedAgain = status.data?.status.lock === "locked";

  return (
    <StepFrame
      title="Open it for the first time"
      lead="From this page, through the server, to the board: the same way that it will go every day."
      actions={
        lockedAgain ? (
          <Button onClick={() => next()}>Finish</Button>
        ) : (
          <Button
            leftSection={<IconLockOpen size={18} aria-hidden />}
            loading={unlock.isPending}
            disabled={unlock.isSuccess}
            onClick={() => unlock.mutate()}
          >
            Unlock now
          </Button>
        )
      }
    >
      {!unlock.isIdle && (
        <List spacing="sm" center role="status">
          <Line
            state={unlock.isPending ? "busy" : unlock.isSuccess ? "done" : "open"}
            icon={<IconLockOpen size={16} />}
          >
            {unlock.isPending
              ? "Sealed and sent; waiting for the board's own answer…"
              : unlock.isSuccess
                ? "The door is open: the board's sealed answer says so."
                : "The door has not opened."}
          </Line>
          {unlock.isSuccess && (
            <Line state={lockedAgain ? "done" : "busy"} icon={<IconLock size={16} />}>
              {lockedAgain
                ? "The door has locked again by itself."
                : "It locks again by itself in a few seconds…"}
            </Line>
          )}
        </List>
      )}
      <Failure error={unlock.error} />
      <Failure error={status.error} />
    </StepFrame>
  );
}

interface LineProps {
  readonly state: "open" | "busy" | "done";
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

function Line({ state, icon, children }: LineProps) {
  const sign = state === "busy" ? <Loader size={16} /> : state === "done" ? <IconCheck size={16} /> : icon;
  return (
    <List.Item
      icon={
        <ThemeIcon
          size={26}
          radius="xl"
          variant="light"
          color={state === "done" ? "green" : "gray"}
          aria-hidden
        >
          {sign}
        </ThemeIcon>
      }
    >
      {children}
    </List.Item>
  );
}

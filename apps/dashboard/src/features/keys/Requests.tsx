import { Button, Group, TextInput } from "@mantine/core";
import type { GrantRequestView } from "@openlock/api";
import { fingerprint } from "@openlock/client/grants";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
import { moment } from "../../app/times.ts";
import { useDoors } from "../doors/use-doors.ts";
import { ApproveDialog } from "./ApproveDialog.tsx";
import { useOpenRequests, useRefuse } from "./use-grants.ts";

/** Who wants to open a door with a key of their own. */
export function Requests() {
  const requests = useOpenRequests();
  return (
    <ListPanel
      title="Requests"
      lead="People who want to open doors with keys of their own. Compare the fingerprint with the person before you approve."
      list={requests}
      empty="Nobody is waiting."
      row={(request) => <RequestRow key={request.id} request={request} />}
    />
  );
}

function RequestRow({ request }: { readonly request: GrantRequestView }) {
  const [dialog, setDialog] = useState<"approve" | "refuse">();
  const name = useDoors().data?.find(({ id }) => id === request.door)?.name ?? request.door;
  const who = request.person.label;
  const close = () => setDialog(undefined);
  return (
    <>
      <ListRow
        name={fingerprint(request.kid)}
        facts={[`${who}, ${name}`, request.note, moment(request.at)].filter(Boolean).join(" · ")}
        action={
          <Group gap="xs">
            <Button size="xs" aria-label={`Approve ${who} at ${name}`} onClick={() => setDialog("approve")}>
              Approve
            </Button>
            <Button
              size="xs"
              variant="default"
              aria-label={`Refuse ${who} at ${name}`}
              onClick={() => setDialog("refuse")}
            >
              Refuse
            </Button>
          </Group>
        }
      />
      {dialog === "approve" && <ApproveDialog request={request} door={name} close={close} />}
      {dialog === "refuse" && <RefuseDialog request={request} close={close} />}
    </>
  );
}

function RefuseDialog({ request, close }: { request: GrantRequestView; close: () => void }) {
  const [reason, setReason] = useState("");
  const refuse = useRefuse(request);
  return (
    <Dialog
      title={`Refuse ${request.person.label}?`}
      close={close}
      confirm="Refuse"
      onConfirm={() => refuse.mutate(reason.trim(), { onSuccess: close })}
      disabled={reason.trim() === ""}
      pending={refuse.isPending}
      error={refuse.error}
    >
      <TextInput
        label="Reason"
        description="They read it."
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={200}
        required
        withAsterisk={false}
        data-autofocus
      />
    </Dialog>
  );
}

import { Button, Group, TextInput } from "@mantine/core";
import { fingerprint } from "@openlock/client/grants";
import { useState } from "react";
import { api } from "../../api/http.ts";
import { Dialog } from "../../app/Dialog.tsx";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { ApproveDialog } from "./ApproveDialog.tsx";
import { GuestDialog } from "./GuestDialog.tsx";
import { type AskedTogether, useGrantChange, useOpenRequests } from "./use-grants.ts";

/** What is being decided or made, in a dialog that stays while the list below it changes. */
type Deciding =
  | { readonly what: "approve" | "refuse"; readonly requests: AskedTogether }
  | { readonly what: "invite" };

/** Who wants to open a door with a key of their own. */
export function Requests() {
  const requests = useOpenRequests();
  const [deciding, decide] = useState<Deciding>();
  const close = () => decide(undefined);
  return (
    <>
      <ListPanel
        title={t`Requests`}
        lead={t`People who want to open doors with keys of their own. Compare the fingerprint with the person before you approve.`}
        action={
          <Button variant="default" onClick={() => decide({ what: "invite" })}>
            {t`Invite a guest`}
          </Button>
        }
        list={requests}
        empty={t`Nobody is waiting.`}
        row={(asked) => <RequestRow key={asked[0].id} requests={asked} decide={decide} />}
      />
      {deciding?.what === "invite" && <GuestDialog close={close} />}
      {deciding?.what === "approve" && <ApproveDialog requests={deciding.requests} close={close} />}
      {deciding?.what === "refuse" && <RefuseDialog requests={deciding.requests} close={close} />}
    </>
  );
}

interface RequestRowProps {
  readonly requests: AskedTogether;
  readonly decide: (deciding: Deciding) => void;
}

function RequestRow({ requests, decide }: RequestRowProps) {
  const doors = useDoors().data;
  const [{ person, kid, note, at }] = requests;
  const names = requests.map(({ door }) => doors?.find(({ id }) => id === door)?.name ?? door);
  const who = person.label;
  return (
    <ListRow
      name={fingerprint(kid)}
      facts={[`${who}, ${names.join(", ")}`, note, moment(at)].filter(Boolean).join(" · ")}
      action={
        <Group gap="xs">
          <Button
            size="xs"
            aria-label={t`Approve ${who}`}
            onClick={() => decide({ what: "approve", requests })}
          >
            {t`Approve`}
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={t`Refuse ${who}`}
            onClick={() => decide({ what: "refuse", requests })}
          >
            {t`Refuse`}
          </Button>
        </Group>
      }
    />
  );
}

function RefuseDialog({ requests, close }: { readonly requests: AskedTogether; readonly close: () => void }) {
  const [reason, setReason] = useState("");
  const refuse = useGrantChange(async () => {
    for (const { door, id } of requests) {
      await api.post(`/api/doors/${door}/grant-requests/${id}/refuse`, { reason: reason.trim() });
    }
  });
  return (
    <Dialog
      title={t`Refuse ${requests[0].person.label}?`}
      close={close}
      confirm={t`Refuse`}
      onConfirm={() => refuse.mutate(undefined, { onSuccess: close })}
      disabled={reason.trim() === ""}
      pending={refuse.isPending}
      error={refuse.error}
    >
      <TextInput
        label={t`Reason`}
        description={t`They read it.`}
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

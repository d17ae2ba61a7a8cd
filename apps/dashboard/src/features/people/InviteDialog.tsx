import { Text, TextInput } from "@mantine/core";
import type { DoorScope, PersonView, Role } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { notify } from "../../app/notify.tsx";
import { t } from "../../i18n/text.ts";
import { ScopeField } from "../doors/ScopeField.tsx";
import { RoleField } from "./RoleField.tsx";
import { useInvite } from "./use-invitations.ts";

interface InviteDialogProps {
  readonly me: PersonView;
  readonly close: () => void;
}

export function InviteDialog({ me, close }: InviteDialogProps) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("staff");
  const [doors, setDoors] = useState<DoorScope>(me.doors.all ? me.doors : { all: false, ids: [] });
  const invite = useInvite((to) => {
    void notify({ color: "green", title: t`Invitation sent`, message: t`The mail to ${to} is on its way.` });
    close();
  });
  return (
    <Dialog
      title={t`Invite somebody`}
      close={close}
      confirm={t`Send invitation`}
      onConfirm={() => invite.mutate({ email: email.trim().toLowerCase(), role, doors })}
      disabled={email.trim() === ""}
      pending={invite.isPending}
      error={invite.error}
    >
      <Text size="sm">
        {t`They get a mail with a link that is good for seven days. Until they open it, they can do nothing here.`}
      </Text>
      <TextInput
        label={t`Email`}
        type="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        maxLength={254}
        required
        withAsterisk={false}
        data-autofocus
      />
      <RoleField me={me} role={role} onChange={setRole} />
      <ScopeField scope={doors} onChange={setDoors} />
    </Dialog>
  );
}

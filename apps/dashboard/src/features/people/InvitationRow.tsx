import { ActionIcon, Text } from "@mantine/core";
import type { InvitationView, PersonView } from "@openlock/api";
import { IconMailForward, IconTrash } from "@tabler/icons-react";
import { notify } from "../../app/notify.tsx";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import classes from "./PeoplePage.module.css";
import { mayManage, roleLabel } from "./roles.ts";
import { useSendAgain, useWithdraw } from "./use-invitations.ts";
import { useScopeWords } from "./use-scope-words.ts";

interface InvitationRowProps {
  readonly me: PersonView;
  readonly invitation: InvitationView;
}

export function InvitationRow({ me, invitation }: InvitationRowProps) {
  const { id, email, role, doors } = invitation;
  const scope = useScopeWords(doors);
  const send = useSendAgain(id, () => {
    void notify({ color: "green", title: t`Sent again`, message: t`A new link to ${email} is on its way.` });
  });
  const withdraw = useWithdraw(id);
  const error = send.error ?? withdraw.error;
  return (
    <li className={classes.person}>
      <div className={classes.words}>
        <Text component="span" fw={600} className={classes.name ?? ""}>
          {email}
        </Text>
        <Text component="span" size="sm" c="dimmed">
          {standing(invitation)}
        </Text>
        {error && (
          <Text component="span" size="sm" c="red" role="alert">
            {error.message}
          </Text>
        )}
      </div>
      <div className={classes.rights}>
        <span className={classes.role}>{roleLabel(role)}</span>
        <Text component="span" size="xs" c="dimmed">
          {scope}
        </Text>
      </div>
      {mayManage(me, invitation) && (
        <div className={classes.actions}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t`Send the invitation to ${email} again`}
            loading={send.isPending}
            onClick={() => send.mutate()}
          >
            <IconMailForward size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t`Withdraw the invitation to ${email}`}
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate()}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </li>
  );
}

function standing({ state, sentAt, expiresAt, invitedBy }: InvitationView): string {
  switch (state) {
    case "open":
      return t`Invited by ${invitedBy ?? t`somebody`}, ${moment(sentAt)}; good until ${moment(expiresAt)}`;
    case "expired":
      return t`Expired ${moment(expiresAt)}. Send it again for seven more days.`;
    case "void":
      return t`No longer good: ${invitedBy ?? t`whoever sent it`} may not give this any more, or a door is gone.`;
  }
}

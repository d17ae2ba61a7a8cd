import { Paper, Title } from "@mantine/core";
import type { PersonView } from "@openlock/api";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { t } from "../../i18n/text.ts";
import { InvitationRow } from "./InvitationRow.tsx";
import classes from "./PeoplePage.module.css";
import { useInvitations } from "./use-invitations.ts";

/** Who was asked and has not come yet. Nothing, where that is nobody. */
export function Invitations({ me }: { readonly me: PersonView }) {
  const invitations = useInvitations();
  if (invitations.error && !invitations.data) {
    return <LoadFailure error={invitations.error} again={() => void invitations.refetch()} />;
  }
  if (!invitations.data?.length) return null;
  return (
    <section>
      <Title order={2} size="h5" mt="xl" mb="sm">
        {t`Invited`}
      </Title>
      <Paper withBorder radius="lg" className={classes.panel ?? ""}>
        <ul className={classes.people} aria-label={t`Invited`}>
          {invitations.data.map((invitation) => (
            <InvitationRow key={invitation.id} me={me} invitation={invitation} />
          ))}
        </ul>
      </Paper>
    </section>
  );
}

import { Button, Paper, Skeleton } from "@mantine/core";
import type { PersonView } from "@openlock/api";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { useMe } from "../../app/me.ts";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { Invitations } from "./Invitations.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import classes from "./PeoplePage.module.css";
import { PersonDialog } from "./PersonDialog.tsx";
import { PersonRow } from "./PersonRow.tsx";
import { RemovePersonDialog } from "./RemovePersonDialog.tsx";
import { usePeople } from "./use-people.ts";

type Open =
  | { readonly dialog: "invite" }
  | { readonly dialog: "change" | "remove"; readonly person: PersonView };

/** `/people`: who may sign in here, and to what. */
export default function PeoplePage() {
  const me = useMe();
  const people = usePeople();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  if (!me) return null;
  return (
    <Page
      title={t`People`}
      actions={
        <Button
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => setOpen({ dialog: "invite" })}
        >
          {t`Invite`}
        </Button>
      }
    >
      {people.error && !people.data && (
        <LoadFailure error={people.error} again={() => void people.refetch()} />
      )}
      <Paper withBorder radius="lg" className={classes.panel ?? ""}>
        {people.isPending && <RowSkeletons />}
        <ul className={classes.people} aria-label={t`People`}>
          {people.data?.map((person) => (
            <PersonRow
              key={person.id}
              me={me}
              person={person}
              change={() => setOpen({ dialog: "change", person })}
              remove={() => setOpen({ dialog: "remove", person })}
            />
          ))}
        </ul>
      </Paper>
      <Invitations me={me} />
      {open?.dialog === "invite" && <InviteDialog me={me} close={close} />}
      {open?.dialog === "change" && <PersonDialog me={me} person={open.person} close={close} />}
      {open?.dialog === "remove" && <RemovePersonDialog person={open.person} close={close} />}
    </Page>
  );
}

function RowSkeletons() {
  return (
    <div role="status" aria-label={t`Loading`}>
      {["a", "b"].map((key) => (
        <div key={key} className={classes.person}>
          <div className={classes.words}>
            <Skeleton height={15} width={140} mb={8} />
            <Skeleton height={12} width={190} />
          </div>
        </div>
      ))}
    </div>
  );
}

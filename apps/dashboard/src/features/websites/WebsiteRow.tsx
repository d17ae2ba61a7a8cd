import { Button, Text } from "@mantine/core";
import type { WebsiteView } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { useCheckWebsite, useRemoveWebsite } from "./use-websites.ts";
import { VerifyDialog } from "./VerifyDialog.tsx";
import classes from "./Websites.module.css";
import { checkFacts, STATES } from "./words.ts";

export function WebsiteRow({ website }: { readonly website: WebsiteView }) {
  const [dialog, setDialog] = useState<"verify" | "remove">();
  const check = useCheckWebsite(website.id);
  const { host } = new URL(website.origin);
  const close = () => setDialog(undefined);
  return (
    <li className={classes.website}>
      <div className={classes.head}>
        <div className={classes.words}>
          <Text fw={600}>{website.origin}</Text>
          <Text size="sm" c="dimmed">
            <span className={classes.state} data-state={website.state}>
              {STATES[website.state]()}
            </span>
            {` · ${checkFacts(website)}`}
          </Text>
          {check.error && (
            <Text size="sm" c="red" role="alert">
              {check.error.message}
            </Text>
          )}
        </div>
        <div className={classes.actions}>
          <Button
            size="xs"
            variant="default"
            aria-label={t`Check now: ${host}`}
            loading={check.isPending}
            onClick={() => check.mutate(undefined)}
          >
            {t`Check now`}
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={t`How to verify ${host}`}
            onClick={() => setDialog("verify")}
          >
            {t`How to verify`}
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={t`Remove ${host}`}
            onClick={() => setDialog("remove")}
          >
            {t`Remove`}
          </Button>
        </div>
      </div>
      {dialog === "verify" && <VerifyDialog website={website} close={close} />}
      {dialog === "remove" && <RemoveWebsiteDialog website={website} close={close} />}
    </li>
  );
}

function RemoveWebsiteDialog({ website, close }: { website: WebsiteView; close: () => void }) {
  const remove = useRemoveWebsite(website.id, close);
  return (
    <Dialog
      title={t`Remove ${new URL(website.origin).host}?`}
      close={close}
      confirm={t`Remove website`}
      dangerous
      onConfirm={() => remove.mutate(undefined)}
      pending={remove.isPending}
      error={remove.error}
    >
      <Text size="sm">{t`Everybody who is signed in at its pages is signed out there at once.`}</Text>
    </Dialog>
  );
}

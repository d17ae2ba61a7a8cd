import { Stack } from "@mantine/core";
import { isManager, useMe } from "../../app/me.ts";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { Webhooks } from "../webhooks/Webhooks.tsx";
import { AlertList } from "./AlertList.tsx";
import { MailPanel } from "./MailPanel.tsx";

/** `/alerts`: what one was told of, and how one is told. */
export default function AlertsPage() {
  const me = useMe();
  if (!me) return null;
  return (
    <Page title={t`Alerts`}>
      <Stack gap="lg" data-in-turn>
        <AlertList />
        <MailPanel me={me} />
        {isManager(me) && me.doors.all && <Webhooks />}
      </Stack>
    </Page>
  );
}

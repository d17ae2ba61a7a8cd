import { Stack, Text } from "@mantine/core";
import { useMe } from "../../app/me.ts";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { FeedbackPanel } from "../doors/FeedbackPanel.tsx";
import { Passkeys } from "../passkeys/Passkeys.tsx";
import { SignIns } from "./SignIns.tsx";

/** `/account`: how one signs in, and where one is signed in. */
export default function AccountPage() {
  const me = useMe();
  if (!me) return null;
  return (
    <Page title={t`Your account`}>
      <Stack gap="lg" data-in-turn>
        <Text c="dimmed">
          {me.name} · {me.email}
        </Text>
        <Passkeys />
        <SignIns />
        <FeedbackPanel />
      </Stack>
    </Page>
  );
}

import { Alert, List, Stack, Text, Title } from "@mantine/core";
import { IconUsb } from "@tabler/icons-react";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";

export function hasWebSerial(): boolean {
  return "serial" in navigator;
}

/** For browsers that cannot talk to a board: which ones can, and what to do. */
export function NoWebSerial() {
  return (
    <Page title={t`This browser cannot talk to a board`}>
      <Stack gap="lg" maw={640}>
        <Text>
          {t`Setting up a door needs Web Serial, which lets a page use a USB cable once you have allowed it.`}
          {!window.isSecureContext &&
            ` ${t`It also needs a secure address: open this page over https, or on localhost.`}`}
        </Text>
        <div>
          <Title order={2} size="h4">
            {t`Browsers that can`}
          </Title>
          <List mt="xs" spacing={4}>
            <List.Item>{t`Chrome, Edge or Opera on a computer, version 89 or newer (Opera: 76)`}</List.Item>
            <List.Item>{t`Firefox on a computer, version 151 or newer`}</List.Item>
            <List.Item>
              {t`A current Chrome on Android, with a USB-OTG adapter, on phones that support it`}
            </List.Item>
          </List>
          <Text size="sm" c="dimmed" mt="xs">
            {t`Safari and every browser on iPhone and iPad cannot.`}
          </Text>
        </div>
        <Alert variant="light" icon={<IconUsb aria-hidden />} title={t`What to do now`}>
          {t`Open this address in one of them and sign in again. It is needed for the set-up only: doors open
          from any browser.`}
        </Alert>
      </Stack>
    </Page>
  );
}

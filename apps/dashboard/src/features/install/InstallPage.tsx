import { Alert, Button, Loader, Stack, Text } from "@mantine/core";
import { useRef } from "react";
import { Page } from "../../app/Page.tsx";
import { PageSkeleton } from "../../app/PageSkeleton.tsx";
import { useAbout } from "../../app/use-about.ts";
import { t } from "../../i18n/text.ts";
import { FIRMWARE_MANIFEST } from "../set-up-door/firmware.ts";
import { hasWebSerial, NoWebSerial } from "../set-up-door/NoWebSerial.tsx";
import { PortChooser } from "../set-up-door/PortChooser.tsx";
import "../set-up-door/styles.ts";
import { useInstallButton } from "./use-install-button.ts";

/** `/install`: the same images with esp-web-tools' own button, for whoever only wants esplock on a board. */
export default function InstallPage() {
  const about = useAbout();
  if (!about.data) {
    if (!about.error) return <PageSkeleton />;
    return (
      <Page title={t`Install esplock`}>
        <Alert color="red" role="alert" title={about.error.message} />
      </Page>
    );
  }
  if (!hasWebSerial() && !about.data.virtualDoors) return <NoWebSerial />;
  return <Install virtualDoors={about.data.virtualDoors} />;
}

function Install({ virtualDoors }: { readonly virtualDoors: string | undefined }) {
  const button = useRef<HTMLElement>(null);
  const { ready, asked } = useInstallButton(virtualDoors, (kind) =>
    button.current?.setAttribute("manifest", FIRMWARE_MANIFEST[kind]),
  );
  return (
    <Page title={t`Install esplock`}>
      <Stack gap="lg" maw={640}>
        <Text>
          {t`Puts the door's program on an ESP32 and nothing else: no door is made, and the board gets no
          settings but its Wi-Fi. To set up a whole door, sign in and use “Set up a door”, which also verifies
          what it wrote.`}
        </Text>
        {ready ? (
          <esp-web-install-button ref={button} manifest={FIRMWARE_MANIFEST.usb}>
            <Button slot="activate">{t`Connect`}</Button>
            <Text slot="unsupported">{t`This browser cannot talk to a board.`}</Text>
            <Text slot="not-allowed">{t`Open this page over https, or on localhost.`}</Text>
          </esp-web-install-button>
        ) : (
          <Loader size="sm" aria-label={t`Loading`} />
        )}
        <Text size="sm" c="dimmed">
          {t`Leave “Erase device” unticked to keep a board's key and settings.`}
        </Text>
      </Stack>
      <PortChooser
        opened={asked !== undefined}
        lines={asked?.virtual}
        onVirtual={(line) => asked?.answer(line)}
        onReal={asked?.real}
        onCancel={() => asked?.answer(undefined)}
      />
    </Page>
  );
}

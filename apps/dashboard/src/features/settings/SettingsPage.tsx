import { Stack } from "@mantine/core";
import { Page } from "../../app/Page.tsx";
import { BannedKeys } from "../banned-keys/BannedKeys.tsx";
import { BlockedNetworks } from "../blocked-networks/BlockedNetworks.tsx";

/** `/settings` */
export default function SettingsPage() {
  return (
    <Page title="Settings">
      <Stack gap="lg">
        <BannedKeys />
        <BlockedNetworks />
      </Stack>
    </Page>
  );
}

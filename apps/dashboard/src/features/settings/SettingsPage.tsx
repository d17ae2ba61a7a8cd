import { Stack } from "@mantine/core";
import { useMe } from "../../app/me.ts";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { ApiKeys } from "../api-keys/ApiKeys.tsx";
import { BannedKeys } from "../banned-keys/BannedKeys.tsx";
import { BlockedNetworks } from "../blocked-networks/BlockedNetworks.tsx";
import { SigningKeys } from "../signing-keys/SigningKeys.tsx";
import { Websites } from "../websites/Websites.tsx";

/** `/settings` */
export default function SettingsPage() {
  const me = useMe();
  return (
    <Page title={t`Settings`}>
      <Stack gap="lg" data-in-turn>
        {me?.doors.all && <Websites />}
        <ApiKeys />
        <BannedKeys />
        <BlockedNetworks />
        {me?.role === "owner" && <SigningKeys />}
      </Stack>
    </Page>
  );
}

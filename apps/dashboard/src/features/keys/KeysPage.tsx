import { Stack } from "@mantine/core";
import { isCommander, isManager, useMe } from "../../app/me.ts";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { BeingRevoked } from "./BeingRevoked.tsx";
import { MyKey } from "./MyKey.tsx";
import { MyOwnerKey } from "./MyOwnerKey.tsx";
import { Requests } from "./Requests.tsx";

/** `/keys`: one's own key; for managers who wants access by theirs, what is being taken back, and what this browser owns. */
export default function KeysPage() {
  const me = useMe();
  return (
    <Page title={t`Your key`}>
      <Stack gap="lg" data-in-turn>
        {isManager(me) && <Requests />}
        {isManager(me) && <BeingRevoked />}
        {isCommander(me) && <MyKey />}
        {isManager(me) && <MyOwnerKey />}
      </Stack>
    </Page>
  );
}

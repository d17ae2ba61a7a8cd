import { Stack } from "@mantine/core";
import { isCommander, isManager, useMe } from "../../app/me.ts";
import { Page } from "../../app/Page.tsx";
import { MyKey } from "./MyKey.tsx";
import { Requests } from "./Requests.tsx";

/** `/keys`: one's own key, and for managers who wants access by theirs. */
export default function KeysPage() {
  const me = useMe();
  return (
    <Page title="Your key">
      <Stack gap="lg">
        {isCommander(me) && <MyKey />}
        {isManager(me) && <Requests />}
      </Stack>
    </Page>
  );
}

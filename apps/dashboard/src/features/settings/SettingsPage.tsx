import { Page } from "../../app/Page.tsx";
import { BannedKeys } from "../banned-keys/BannedKeys.tsx";

/** `/settings` */
export default function SettingsPage() {
  return (
    <Page title="Settings">
      <BannedKeys />
    </Page>
  );
}

import { t } from "../../i18n/text.ts";
import { BoardWork } from "./BoardWork.tsx";
import { LOCK_PIN_ONLY } from "./wizard-store.ts";

/** `/doors/$doorId/lock-pin`: the bench test for a door that is set up, while its board is on USB. */
export default function LockPinPage() {
  return <BoardWork title={t`Test the lock pin`} steps={LOCK_PIN_ONLY} />;
}

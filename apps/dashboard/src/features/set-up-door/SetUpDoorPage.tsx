import { t } from "../../i18n/text.ts";
import { BoardWork } from "./BoardWork.tsx";
import { SET_UP } from "./wizard-store.ts";

/** `/doors/new`, and `/doors/$doorId/set-up` for a door that has no board yet or gets another. */
export default function SetUpDoorPage() {
  return <BoardWork title={t`Set up a door`} steps={SET_UP} />;
}

import { PagedHistory } from "./PagedHistory.tsx";
import { useHistory } from "./use-history.ts";

export function DoorHistory({ doorId }: { readonly doorId: string }) {
  const history = useHistory(["doors", doorId, "history"], `/api/doors/${doorId}/history`, 15);
  return <PagedHistory history={history} aboutOneDoor />;
}

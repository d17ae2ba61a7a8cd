import type { HandoverView } from "@openlock/api";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/http.ts";
import { browserKey } from "../keys/browser-keys.ts";
import { vouchedFor } from "./handover.ts";
import { provenOwner } from "./proven-owners.ts";

/** Whether an owner whom this browser trusts has vouched for the offered key; `data` is null where none has. */
export function useHandover(doorId: string, pinned: string, offered: string) {
  return useQuery({
    queryKey: ["handover", doorId, pinned, offered],
    queryFn: async ({ signal }) => {
      const path = `/api/doors/${doorId}/handovers`;
      const { handovers } = await api.get<{ handovers: HandoverView[] }>(path, { signal });
      const own = await browserKey("owner");
      const trusted = new Set([own?.kid, provenOwner(doorId)].filter((kid) => kid !== undefined));
      return (await vouchedFor(handovers, { doorId, pinned, offered, trusted })) ?? null;
    },
  });
}

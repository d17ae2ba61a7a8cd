import { Button } from "@mantine/core";
import type { BlockedNetwork } from "@openlock/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/http.ts";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
import { t } from "../../i18n/text.ts";
import { blockWords } from "./block-words.ts";
import { LiftBlockDialog } from "./LiftBlockDialog.tsx";

/** Blocks come and go by themselves. */
const LOOK_AGAIN_MS = 30_000;

/** Networks that the server keeps out for a while, because too much that came from them was refused. */
export function BlockedNetworks() {
  const [lifting, setLifting] = useState<BlockedNetwork>();
  const blocks = useQuery({
    queryKey: ["blocks"],
    queryFn: async ({ signal }) =>
      (await api.get<{ blocks: BlockedNetwork[] }>("/api/blocks", { signal })).blocks,
    refetchInterval: LOOK_AGAIN_MS,
  });
  return (
    <>
      <ListPanel
        title={t`Blocked addresses`}
        lead={t`After too many refusals the server keeps an address out for a while. It ends by itself.`}
        list={blocks}
        empty={t`No address is blocked.`}
        row={(block) => (
          <ListRow
            key={block.network}
            name={block.network}
            facts={blockWords(block)}
            action={
              <Button variant="default" size="xs" onClick={() => setLifting(block)}>
                {t`Lift block`}
              </Button>
            }
          />
        )}
      />
      {lifting && <LiftBlockDialog block={lifting} close={() => setLifting(undefined)} />}
    </>
  );
}

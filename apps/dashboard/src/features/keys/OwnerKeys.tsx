import { Button } from "@mantine/core";
import type { OwnerKeyView } from "@openlock/api";
import { fingerprint } from "@openlock/client/grants";
import { useState } from "react";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { useBrowserKey } from "./browser-keys.ts";
import { OwnerKeysDialog } from "./OwnerKeysDialog.tsx";
import { useOwnerKeys } from "./use-grants.ts";

/** Keys that may do anything at a door, and give access to it. */
export function OwnerKeys({ door }: { readonly door: string }) {
  const [changing, setChanging] = useState(false);
  const keys = useOwnerKeys(door);
  const own = useBrowserKey("owner").data?.kid;
  return (
    <>
      <ListPanel
        title={t`Owner keys`}
        lead={t`Each may do anything at this door and give access to it. As this server was told; the door has a list of its own.`}
        action={
          <Button variant="default" disabled={!keys.data} onClick={() => setChanging(true)}>
            {t`Change owner keys`}
          </Button>
        }
        list={keys}
        empty={t`There is no owner key yet. Make this browser an owner to give people access by keys of their own.`}
        row={(key) => (
          <ListRow key={key.kid} name={fingerprint(key.kid)} facts={facts(key, own)} action={null} />
        )}
      />
      {changing && keys.data && (
        <OwnerKeysDialog door={door} listed={keys.data} close={() => setChanging(false)} />
      )}
    </>
  );
}

function facts({ kid, name, at }: OwnerKeyView, own: string | undefined): string {
  return kid === own ? t`${name} (this browser) · since ${moment(at)}` : t`${name} · since ${moment(at)}`;
}

import { Button } from "@mantine/core";
import { useState } from "react";
import { ListPanel } from "../../app/ListPanel.tsx";
import { t } from "../../i18n/text.ts";
import { AddWebsiteDialog } from "./AddWebsiteDialog.tsx";
import { useWebsites } from "./use-websites.ts";
import { WebsiteRow } from "./WebsiteRow.tsx";

/** Websites of others, at whose pages people may sign in and open doors. */
export function Websites() {
  const [adding, setAdding] = useState(false);
  const websites = useWebsites();
  return (
    <>
      <ListPanel
        title={t`Websites`}
        lead={t`People may open doors at pages of these, once a website has shown that it is its owner's.`}
        action={
          <Button variant="default" onClick={() => setAdding(true)}>
            {t`Add website`}
          </Button>
        }
        list={websites}
        empty={t`There is no website yet.`}
        row={(website) => <WebsiteRow key={website.id} website={website} />}
      />
      {adding && <AddWebsiteDialog close={() => setAdding(false)} />}
    </>
  );
}

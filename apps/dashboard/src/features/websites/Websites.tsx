import { Button } from "@mantine/core";
import { useState } from "react";
import { ListPanel } from "../../app/ListPanel.tsx";
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
        title="Websites"
        lead="People may open doors at pages of these, once a website has shown that it is its owner's."
        action={
          <Button variant="default" onClick={() => setAdding(true)}>
            Add website
          </Button>
        }
        list={websites}
        empty="There is no website yet."
        row={(website) => <WebsiteRow key={website.id} website={website} />}
      />
      {adding && <AddWebsiteDialog close={() => setAdding(false)} />}
    </>
  );
}

import { Button } from "@mantine/core";
import type { ReleaseView } from "@openlock/api";
import { useState } from "react";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
import { t } from "../../i18n/text.ts";
import { RemoveReleaseDialog } from "./RemoveReleaseDialog.tsx";
import { UploadDialog } from "./UploadDialog.tsx";
import { useReleases } from "./use-updates.ts";
import { releaseFacts } from "./words.ts";

type Open = { readonly dialog: "upload" } | { readonly dialog: "remove"; readonly release: ReleaseView };

export function Releases() {
  const releases = useReleases();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <>
      <ListPanel
        title={t`Releases`}
        lead={t`Firmware that you have signed. The server carries it and can change nothing of it.`}
        action={
          <Button variant="default" onClick={() => setOpen({ dialog: "upload" })}>
            {t`Upload`}
          </Button>
        }
        list={releases}
        empty={t`Nothing is uploaded yet. Sign an image with your release key, then upload both here.`}
        row={(release) => (
          <ListRow
            key={release.id}
            name={release.version}
            facts={releaseFacts(release)}
            action={
              <Button
                variant="default"
                size="xs"
                aria-label={t`Delete ${release.version}`}
                onClick={() => setOpen({ dialog: "remove", release })}
              >
                {t`Delete`}
              </Button>
            }
          />
        )}
      />
      {open?.dialog === "upload" && <UploadDialog close={close} />}
      {open?.dialog === "remove" && <RemoveReleaseDialog release={open.release} close={close} />}
    </>
  );
}

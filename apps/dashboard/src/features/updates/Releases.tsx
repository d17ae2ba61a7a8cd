import { Button } from "@mantine/core";
import type { ReleaseView } from "@openlock/api";
import { useState } from "react";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
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
        title="Releases"
        lead="Firmware that you have signed. The server carries it and can change nothing of it."
        action={
          <Button variant="default" onClick={() => setOpen({ dialog: "upload" })}>
            Upload
          </Button>
        }
        list={releases}
        empty="Nothing is uploaded yet. Sign an image with your release key, then upload both here."
        row={(release) => (
          <ListRow
            key={release.id}
            name={release.version}
            facts={releaseFacts(release)}
            action={
              <Button
                variant="default"
                size="xs"
                aria-label={`Delete ${release.version}`}
                onClick={() => setOpen({ dialog: "remove", release })}
              >
                Delete
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

import { TextInput } from "@mantine/core";
import type { WebsiteView } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { useAddWebsite } from "./use-websites.ts";
import { VerifyDialog } from "./VerifyDialog.tsx";

/** Adds a website, then says how to verify it. */
export function AddWebsiteDialog({ close }: { readonly close: () => void }) {
  const [url, setUrl] = useState("");
  const [added, setAdded] = useState<WebsiteView>();
  const add = useAddWebsite(setAdded);
  if (added) return <VerifyDialog website={added} close={close} />;
  return (
    <Dialog
      title={t`Add website`}
      close={close}
      confirm={t`Add website`}
      onConfirm={() => add.mutate({ url: url.trim() })}
      disabled={!URL.canParse(url.trim())}
      pending={add.isPending}
      error={add.error}
    >
      <TextInput
        label={t`Address`}
        description={t`https://… What counts is the name and the port; the path is left out.`}
        type="url"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        maxLength={300}
        spellCheck={false}
        autoCapitalize="none"
        required
        withAsterisk={false}
        data-autofocus
      />
    </Dialog>
  );
}

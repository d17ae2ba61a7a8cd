import { Progress, Text } from "@mantine/core";
import { BOUNDS, parseRelease } from "@openlock/protocol";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { inDigits } from "../../app/numbers.ts";
import { t } from "../../i18n/text.ts";
import "@mantine/core/styles/Progress.css";
import classes from "./Updates.module.css";
import { uploadRelease } from "./upload.ts";
import { useReleasesChanged } from "./use-updates.ts";

export function UploadDialog({ close }: { readonly close: () => void }) {
  const [image, setImage] = useState<File>();
  const [manifest, setManifest] = useState<string>();
  const [share, setShare] = useState(0);
  const changed = useReleasesChanged(close);
  const upload = useMutation({
    mutationFn: async () => {
      setShare(0);
      if (image && manifest !== undefined) await uploadRelease(image, manifest, setShare);
    },
    onSuccess: changed,
  });
  const read = async (file: File | undefined) =>
    setManifest(file && file.size <= BOUNDS.manifestBytes + 2 ? (await file.text()).trim() : "");
  return (
    <Dialog
      title={t`Upload a release`}
      close={close}
      confirm={t`Upload`}
      onConfirm={() => upload.mutate()}
      disabled={!image || says(manifest) === undefined}
      pending={upload.isPending}
      error={upload.error}
    >
      <Text size="sm">
        {t`The image, and the manifest that you signed with your release key. Your key stays with you.`}
      </Text>
      <FileField label={t`Image`} accept=".bin" onFile={setImage} />
      <FileField label={t`Manifest`} accept=".jws,.txt" onFile={(file) => void read(file)} />
      {manifest !== undefined && (
        <Text size="sm" role="status" {...(says(manifest) === undefined && { c: "red" })}>
          {says(manifest) ?? t`This is no manifest of a release. It is the file that ends in .jws.`}
        </Text>
      )}
      {upload.isPending && <Progress value={share * 100} aria-label={t`Uploaded`} />}
    </Dialog>
  );
}

/** What a manifest is for; undefined where it is none. */
function says(manifest: string | undefined): string | undefined {
  if (manifest === undefined) return undefined;
  try {
    const { version, chip, size } = parseRelease(manifest).payload;
    return t`Version ${version} for ${chip}, ${inDigits(size)} bytes.`;
  } catch {
    return undefined;
  }
}

interface FileFieldProps {
  readonly label: string;
  readonly accept: string;
  readonly onFile: (file: File | undefined) => void;
}

function FileField({ label, accept, onFile }: FileFieldProps) {
  return (
    <label>
      <Text size="sm" fw={500} component="span">
        {label}
      </Text>
      <input
        type="file"
        accept={accept}
        className={classes.file}
        onChange={(event) => onFile(event.currentTarget.files?.[0])}
      />
    </label>
  );
}

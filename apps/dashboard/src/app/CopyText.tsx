import { Button, type ButtonProps, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { t } from "../i18n/text.ts";

interface CopyTextProps extends Pick<ButtonProps, "size"> {
  readonly text: string;
  /** What it copies, such as `Copy key`. */
  readonly label: string;
}

/** Copies a text, and says that it did. */
export function CopyText({ text, label, size }: CopyTextProps) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          {...(size && { size })}
          leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={copy}
        >
          {copied ? t`Copied` : label}
        </Button>
      )}
    </CopyButton>
  );
}

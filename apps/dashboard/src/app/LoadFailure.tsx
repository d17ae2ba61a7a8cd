import { Alert, Button } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { t } from "../i18n/text.ts";

interface LoadFailureProps {
  readonly error: Error;
  readonly again: () => void;
}

/** In place of what could not be loaded. */
export function LoadFailure({ error, again }: LoadFailureProps) {
  return (
    <Alert role="alert" color="red" icon={<IconCloudOff aria-hidden />} title={t`This could not be loaded`}>
      {error.message}
      <div>
        <Button size="xs" variant="default" mt="sm" onClick={again}>
          {t`Try again`}
        </Button>
      </div>
    </Alert>
  );
}

import { Alert, Button } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";

interface LoadFailureProps {
  readonly error: Error;
  readonly again: () => void;
}

/** In place of what could not be loaded. */
export function LoadFailure({ error, again }: LoadFailureProps) {
  return (
    <Alert role="alert" color="red" icon={<IconCloudOff aria-hidden />} title="This could not be loaded">
      {error.message}
      <div>
        <Button size="xs" variant="default" mt="sm" onClick={again}>
          Try again
        </Button>
      </div>
    </Alert>
  );
}

import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { OpenLockError } from "@openlock/client";
import { ProvisioningError } from "@openlock/provisioning";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t, translated, translatedBy } from "../../i18n/text.ts";

interface FailureProps {
  readonly error: unknown;
  /** Does the step once more, and says so on its button. */
  readonly retry?: { readonly label: string; readonly run: () => void };
  /** Other ways on. */
  readonly children?: ReactNode;
}

/** What happened, and what to do now. Nothing for somebody who cancelled by themselves. */
export function Failure({ error, retry, children }: FailureProps) {
  if (!error || isAbort(error)) return null;
  const { what, next } = explain(error);
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={what}>
      <Stack gap="sm">
        <Text size="sm">{next}</Text>
        {(retry || children) && (
          <Group gap="sm">
            {retry && (
              <Button size="sm" onClick={retry.run}>
                {retry.label}
              </Button>
            )}
            {children}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && (error.name === "AbortError" || error.name === "NotFoundError");
}

function explain(error: unknown): { what: string; next: string } {
  if (error instanceof ProvisioningError) {
    return {
      what: translatedBy("provisioning", error.code, error.message),
      next: translated(error.nextStep),
    };
  }
  const what = error instanceof Error ? error.message : String(error);
  if (error instanceof OpenLockError) return { what, next: translated(error.next) };
  return { what, next: t`Try again. What you have done so far is kept.` };
}

import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { OpenLockError } from "@openlock/client";
import { ProvisioningError } from "@openlock/provisioning";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t, translated, translatedBy } from "../../i18n/text.ts";
import { Advice } from "../board-doctor/Advice.tsx";
import { useDiagnosis } from "./use-diagnosis.ts";

interface FailureProps {
  readonly error: unknown;
  /** Does the step once more, and says so on its button. */
  readonly retry?: { readonly label: string; readonly run: () => void };
  /** Other ways on. */
  readonly children?: ReactNode;
}

/** What happened, and what to do now: as the doctor says it, where it knows. */
export function Failure({ error, retry, children }: FailureProps) {
  const diagnosis = useDiagnosis(error);
  if (!error || (isAbort(error) && !diagnosis)) return null;
  const actions = (retry || children) && (
    <>
      {retry && (
        <Button size="sm" onClick={retry.run}>
          {retry.label}
        </Button>
      )}
      {children}
    </>
  );
  if (diagnosis) {
    const cancelled = isAbort(error);
    const detail = error instanceof Error && !cancelled ? error.message : undefined;
    return (
      <Advice diagnosis={diagnosis} detail={detail} failed={!cancelled}>
        {actions}
      </Advice>
    );
  }
  const { what, next } = explain(error);
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={what}>
      <Stack gap="sm">
        <Text size="sm">{next}</Text>
        {actions && <Group gap="sm">{actions}</Group>}
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

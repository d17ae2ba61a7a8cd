import { Button } from "@mantine/core";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { ApiError } from "../api/api-error.ts";
import { t } from "../i18n/text.ts";
import { Notice } from "./Notice.tsx";

/** Where a page could not be loaded: the server is away, or has newer files than the page that asks for them. */
export function LoadErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = useCallback(() => {
    reset();
    void router.invalidate();
  }, [reset, router]);
  useEffect(() => {
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [again]);
  return (
    <Notice
      title={
        !navigator.onLine
          ? t`You are offline`
          : error instanceof ApiError
            ? t`The server does not answer`
            : t`This page could not be loaded`
      }
      action={
        <Button mt="sm" onClick={error instanceof ApiError ? again : () => location.reload()}>
          {t`Try again`}
        </Button>
      }
    >
      {error instanceof ApiError
        ? error.status === 0
          ? t`No door can be opened from here until it does. Check your connection, then try again.`
          : error.detail
        : t`The connection was lost, or OpenLock was updated in the meantime. Loading it again helps with both.`}
    </Notice>
  );
}

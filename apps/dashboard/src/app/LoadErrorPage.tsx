import { Button } from "@mantine/core";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ApiError } from "../api/api-error.ts";
import { Notice } from "./Notice.tsx";

/** Where a page could not be loaded: the server is away, or has newer files than the page that asks for them. */
export function LoadErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Notice
      title={error instanceof ApiError ? "The server does not answer" : "This page could not be loaded"}
      action={
        <Button mt="sm" onClick={error instanceof ApiError ? again : () => location.reload()}>
          Try again
        </Button>
      }
    >
      {error instanceof ApiError
        ? error.status === 0
          ? "Check your connection, then try again."
          : error.detail
        : "The connection was lost, or OpenLock was updated in the meantime. Loading it again helps with both."}
    </Notice>
  );
}

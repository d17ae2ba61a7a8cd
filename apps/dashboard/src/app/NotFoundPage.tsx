import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Notice } from "./Notice.tsx";

export function NotFoundPage() {
  return (
    <Notice
      title="There is no such page"
      action={
        <Button component={Link} to="/doors" mt="sm">
          Go to the doors
        </Button>
      }
    >
      The address may be mistyped, or what it led to has been removed.
    </Notice>
  );
}

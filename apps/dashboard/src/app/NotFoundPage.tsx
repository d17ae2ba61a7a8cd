import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Notice } from "./Notice.tsx";
import { PublicFrame } from "./PublicFrame.tsx";

export function NotFoundPage() {
  return (
    <PublicFrame>
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
    </PublicFrame>
  );
}

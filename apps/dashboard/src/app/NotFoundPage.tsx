import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../i18n/text.ts";
import { Notice } from "./Notice.tsx";
import { PublicFrame } from "./PublicFrame.tsx";

export function NotFoundPage() {
  return (
    <PublicFrame>
      <Notice
        title={t`There is no such page`}
        action={
          <Button component={Link} to="/doors" mt="sm">
            {t`Go to the doors`}
          </Button>
        }
      >
        {t`The address may be mistyped, or what it led to has been removed.`}
      </Notice>
    </PublicFrame>
  );
}

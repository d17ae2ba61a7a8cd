import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { t } from "../../i18n/text.ts";
import { useWizard } from "./wizard-store.ts";

interface StepFrameProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children: ReactNode;
  /** The step's own buttons. */
  readonly actions?: ReactNode;
  /** Whether one may go back from here; not while something is under way. */
  readonly canGoBack?: boolean;
}

/** What every step looks like. Its heading takes the focus, so that a screen reader says where one is. */
export function StepFrame({ title, lead, children, actions, canGoBack = false }: StepFrameProps) {
  const back = useWizard((state) => state.back);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    // On a phone the last step may have been left far down the page.
    window.scrollTo({ top: 0 });
  }, []);
  return (
    <Stack gap="lg">
      <div>
        <Title order={2} size="h3" ref={heading} tabIndex={-1} style={{ outline: "none" }}>
          {title}
        </Title>
        <Text c="dimmed" mt={4}>
          {lead}
        </Text>
      </div>
      {children}
      {(actions || canGoBack) && (
        <Group gap="sm">
          {actions}
          {canGoBack && (
            <Button variant="subtle" color="gray" onClick={back}>
              {t`Back`}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

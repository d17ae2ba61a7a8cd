import { Button, Collapse, Loader } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { lazy, Suspense, useId } from "react";
import { t } from "../../i18n/text.ts";
import { useWizard, useWizardStore } from "./wizard-store.ts";

const ConsolePanel = lazy(() => import("../board-console/ConsolePanel.tsx"));

/** The board's log, for who wants to see it. */
export function BoardLog() {
  const store = useWizardStore();
  const lines = useWizard((state) => state.lines);
  const door = useWizard((state) => state.door);
  const [opened, { toggle }] = useDisclosure(false);
  const id = useId();

  if (lines.length === 0) return null;
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={
          opened ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />
        }
        onClick={toggle}
        aria-expanded={opened}
        aria-controls={id}
      >
        {t`Board log`}
      </Button>
      <Collapse expanded={opened} id={id}>
        {opened && (
          <Suspense fallback={<Loader size="sm" />}>
            <ConsolePanel
              lines={lines}
              text={() => store.getState().console.toText()}
              fileName={`board-log-${door?.id ?? "new"}.txt`}
            />
          </Suspense>
        )}
      </Collapse>
    </div>
  );
}

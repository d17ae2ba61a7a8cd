import { Button, List } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { t } from "../../../i18n/text.ts";
import { nextRound } from "../../sitting/sitting.ts";
import { StepFrame } from "../StepFrame.tsx";
import { useDoor, useWizard } from "../wizard-store.ts";

export default function DoneStep() {
  const door = useDoor();
  const goTo = useWizard((state) => state.goTo);
  const tested = useWizard((state) => state.lockPin !== undefined);
  const navigate = useNavigate();
  return (
    <StepFrame
      title={t`“${door.name}” is ready`}
      lead={t`It has opened and locked again. You can unplug the board and mount it; it needs nothing but power.`}
      actions={
        <>
          <Button
            renderRoot={(props) => <Link to="/doors/$doorId" params={{ doorId: door.id }} {...props} />}
          >
            {t`Go to the door`}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              nextRound();
              void navigate({ to: "/doors/new" });
            }}
          >
            {t`Set up another door`}
          </Button>
          <Button variant="default" onClick={() => goTo("lock-pin")}>
            {tested ? t`Test the lock pin again` : t`Test the lock pin`}
          </Button>
        </>
      }
    >
      <List size="sm" spacing={4}>
        <List.Item>{t`Add the people who may use it under People.`}</List.Item>
        <List.Item>{t`Anybody else needs the door password once, in their own browser.`}</List.Item>
      </List>
    </StepFrame>
  );
}

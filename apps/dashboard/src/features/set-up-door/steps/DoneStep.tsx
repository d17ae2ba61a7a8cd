import { Button, List } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { StepFrame } from "../StepFrame.tsx";
import { useDoor } from "../wizard-store.ts";

export function DoneStep() {
  const door = useDoor();
  return (
    <StepFrame
      title={`“${door.name}” is ready`}
      lead="It has opened and locked again. You can unplug the board and mount it; it needs nothing but power."
      actions={
        <>
          <Button
            renderRoot={(props) => <Link to="/doors/$doorId" params={{ doorId: door.id }} {...props} />}
          >
            Go to the door
          </Button>
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/doors/new" reloadDocument {...props} />}
          >
            Set up another door
          </Button>
        </>
      }
    >
      <List size="sm" spacing={4}>
        <List.Item>Add the people who may use it under People.</List.Item>
        <List.Item>Anybody else needs the door password once, in their own browser.</List.Item>
      </List>
    </StepFrame>
  );
}

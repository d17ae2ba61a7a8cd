import { Alert, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../../i18n/text.ts";
import { LockPinTest } from "../../lock-pin/LockPinTest.tsx";
import { Failure } from "../Failure.tsx";
import { StepFrame } from "../StepFrame.tsx";
import { useBoard, useDoor, useWizard } from "../wizard-store.ts";

export default function LockPinStep() {
  const board = useBoard();
  const door = useDoor();
  const result = useWizard((state) => state.lockPin);
  const learn = useWizard((state) => state.learn);
  const goTo = useWizard((state) => state.goTo);
  const isLast = useWizard(({ steps }) => steps.at(-1) === "lock-pin");
  const boardDoor = useWizard((state) => state.device?.doorId);

  return (
    <StepFrame
      title={t`Does the bolt stay where it is?`}
      lead={t`With board, relay and bolt wired as they will be: the board is reset again and again, and the bolt must not
        move even once. Nobody may open the door meanwhile.`}
      actions={
        isLast ? (
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/doors/$doorId" params={{ doorId: door.id }} {...props} />}
          >
            {t`Go to the door`}
          </Button>
        ) : (
          <Button variant="default" onClick={() => goTo("done")}>
            {t`Back to the summary`}
          </Button>
        )
      }
    >
      {boardDoor === door.id ? (
        <LockPinTest
          board={board}
          doorId={door.id}
          result={result}
          onResult={(lockPin) => learn({ lockPin })}
          failure={(error) => <Failure error={error} />}
        />
      ) : (
        <Alert role="alert" color="red" title={t`This is not the board of “${door.name}”`}>
          {boardDoor === undefined
            ? t`No door is set up on it. Choose another port, or set this board up for the door.`
            : t`It is set up for the door “${boardDoor}”. Choose another port.`}{" "}
          <Button size="compact-sm" variant="default" onClick={() => goTo("connect")}>
            {t`Choose another port`}
          </Button>
        </Alert>
      )}
    </StepFrame>
  );
}

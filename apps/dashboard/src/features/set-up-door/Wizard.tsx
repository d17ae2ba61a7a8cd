import { Box, Stack } from "@mantine/core";
import type { About } from "@openlock/api";
import { Page } from "../../app/Page.tsx";
import { BoardLog } from "./BoardLog.tsx";
import { StepRail } from "./StepRail.tsx";
import { ConnectStep } from "./steps/ConnectStep.tsx";
import { DoneStep } from "./steps/DoneStep.tsx";
import { FingerprintStep } from "./steps/FingerprintStep.tsx";
import { InstallStep } from "./steps/InstallStep.tsx";
import { NameStep } from "./steps/NameStep.tsx";
import { SettingsStep } from "./steps/SettingsStep.tsx";
import { UnlockStep } from "./steps/UnlockStep.tsx";
import { WifiStep } from "./steps/WifiStep.tsx";
import classes from "./Wizard.module.css";
import { useWizard } from "./wizard-store.ts";

/** The steps from a board in its box to a door that opens. */
export function Wizard({ about }: { readonly about: About }) {
  return (
    <Page title="Set up a door">
      <div className={classes.columns}>
        <StepRail />
        <Stack gap="lg" className={classes.step}>
          <Box maw={640}>
            <Step about={about} />
          </Box>
          <BoardLog />
        </Stack>
      </div>
    </Page>
  );
}

function Step({ about }: { readonly about: About }) {
  const step = useWizard((state) => state.step);
  switch (step) {
    case "name":
      return <NameStep />;
    case "connect":
      return <ConnectStep virtualDoors={about.virtualDoors} />;
    case "install":
      return <InstallStep />;
    case "wifi":
      return <WifiStep />;
    case "settings":
      return <SettingsStep device={about.device} />;
    case "fingerprint":
      return <FingerprintStep />;
    case "unlock":
      return <UnlockStep />;
    case "done":
      return <DoneStep />;
  }
}

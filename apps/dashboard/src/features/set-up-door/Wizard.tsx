import { Box, Group, Loader, Stack } from "@mantine/core";
import type { About } from "@openlock/api";
import { lazy, Suspense, useEffect } from "react";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { useSitting } from "../sitting/sitting.ts";
import { BoardLog } from "./BoardLog.tsx";
import { StepRail } from "./StepRail.tsx";
import classes from "./Wizard.module.css";
import { type StepName, useWizard } from "./wizard-store.ts";

// Each is loaded when the one before it is shown: flashing alone weighs as much as all the rest.
const load = {
  name: () => import("./steps/NameStep.tsx"),
  connect: () => import("./steps/ConnectStep.tsx"),
  install: () => import("./steps/InstallStep.tsx"),
  wifi: () => import("./steps/WifiStep.tsx"),
  settings: () => import("./steps/SettingsStep.tsx"),
  fingerprint: () => import("./steps/FingerprintStep.tsx"),
  unlock: () => import("./steps/UnlockStep.tsx"),
  done: () => import("./steps/DoneStep.tsx"),
  "lock-pin": () => import("./steps/LockPinStep.tsx"),
} satisfies Record<StepName, () => Promise<unknown>>;
const NameStep = lazy(load.name);
const ConnectStep = lazy(load.connect);
const InstallStep = lazy(load.install);
const WifiStep = lazy(load.wifi);
const SettingsStep = lazy(load.settings);
const FingerprintStep = lazy(load.fingerprint);
const UnlockStep = lazy(load.unlock);
const DoneStep = lazy(load.done);
const LockPinStep = lazy(load["lock-pin"]);
const SittingList = lazy(() => import("../sitting/SittingList.tsx"));

interface WizardProps {
  readonly about: About;
  readonly title: string;
}

/** The steps from a board in its box to a door that opens. */
export function Wizard({ about, title }: WizardProps) {
  const step = useWizard((state) => state.step);
  const steps = useWizard((state) => state.steps);
  const following = steps[steps.indexOf(step) + 1];
  // Loading fails again where it is wanted, and is told there.
  useEffect(() => void (following && load[following]().catch(() => {})), [following]);
  // The list is of more than one door, or of one that is done.
  const listed = useSitting(({ doors }) => doors.length > 1 || doors.some(({ done }) => done));
  return (
    <Page title={title}>
      <div className={classes.columns}>
        <StepRail />
        <Stack gap="lg" className={classes.step}>
          <Box maw={640}>
            <Suspense fallback={<StepLoading />}>
              <Step about={about} step={step} />
            </Suspense>
          </Box>
          <BoardLog />
          {listed && (
            <Box maw={640}>
              <Suspense>
                <SittingList />
              </Suspense>
            </Box>
          )}
        </Stack>
      </div>
    </Page>
  );
}

function StepLoading() {
  return (
    <Group mih={240} role="status" aria-label={t`Loading`}>
      <Loader size="sm" />
    </Group>
  );
}

function Step({ about, step }: { readonly about: About; readonly step: StepName }) {
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
    case "lock-pin":
      return <LockPinStep />;
  }
}

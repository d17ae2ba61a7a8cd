import { NativeSelect, Text } from "@mantine/core";
import { type DoorScope, type ReleaseView, type RolloutHours, stageSizes } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { plural, t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import classes from "./Updates.module.css";
import { useBegin } from "./use-updates.ts";
import { planSentences } from "./words.ts";

const STEPS = [
  { value: "10,50,100", label: () => t`A tenth, half, all` },
  { value: "50,100", label: () => t`Half, then all` },
  { value: "100", label: () => t`All the others at once` },
];
const SOAKS = [
  { value: "0", label: () => t`No time` },
  { value: "600", label: () => t`10 minutes` },
  { value: "3600", label: () => t`An hour` },
  { value: "86400", label: () => t`A day` },
];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const HOURS: Readonly<
  Record<string, { readonly label: () => string; readonly hours?: Omit<RolloutHours, "timeZone"> }>
> = {
  any: { label: () => t`At any time` },
  night: {
    label: () => t`Only at night, 22:00 to 6:00`,
    hours: { mode: "only", entries: [{ days: EVERY_DAY, from: "22:00", to: "06:00" }] },
  },
  office: {
    label: () => t`Not Monday to Friday, 7:00 to 19:00`,
    hours: { mode: "never", entries: [{ days: [1, 2, 3, 4, 5], from: "07:00", to: "19:00" }] },
  },
};

function choicesOf(choices: readonly { readonly value: string; readonly label: () => string }[]) {
  return choices.map(({ value, label }) => ({ value, label: label() }));
}

interface BeginDialogProps {
  readonly releases: readonly ReleaseView[];
  readonly close: () => void;
}

export function BeginDialog({ releases, close }: BeginDialogProps) {
  const doors = useDoors();
  const begin = useBegin(close);
  const [releaseId, setRelease] = useState(releases[0]?.id ?? "");
  const [only, setOnly] = useState("");
  const [canary, setCanary] = useState("");
  const [steps, setSteps] = useState("10,50,100");
  const [soak, setSoak] = useState("3600");
  const [hours, setHours] = useState("any");
  const release = releases.find(({ id }) => id === releaseId);
  const fitting = (doors.data ?? []).filter(
    ({ device }) =>
      device && device.firmware.chip === release?.chip && device.firmware.version !== release.version,
  );
  const scope: DoorScope = only === "" ? { all: true } : { all: false, ids: [only] };
  const count = only === "" ? fitting.length : 1;
  const plan = {
    steps: steps.split(",").map(Number),
    soakSeconds: Number(soak),
    atOnce: Math.max(1, Math.ceil(count / 10)),
    haltAt: { doors: 3, percent: 5 },
    ...(canary === "" || only !== "" ? {} : { canary }),
  };
  const chosen = HOURS[hours]?.hours;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const choices = fitting.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Dialog
      title={t`Update doors`}
      close={close}
      confirm={plural(count, { one: t`Update one door`, other: t`Update ${count} doors` })}
      onConfirm={() =>
        begin.mutate({
          release: releaseId,
          doors: scope,
          plan: chosen ? { ...plan, hours: { ...chosen, timeZone } } : plan,
        })
      }
      disabled={count === 0}
      pending={begin.isPending}
      error={begin.error}
    >
      <NativeSelect
        label={t`Release`}
        value={releaseId}
        onChange={(event) => setRelease(event.currentTarget.value)}
        data={releases.map(({ id, version, chip }) => ({ value: id, label: t`${version} for ${chip}` }))}
      />
      <NativeSelect
        label={t`Doors`}
        value={only}
        onChange={(event) => setOnly(event.currentTarget.value)}
        data={[{ value: "", label: t`All that it is for (${fitting.length})` }, ...choices]}
      />
      {only === "" && (
        <>
          <NativeSelect
            label={t`First door`}
            value={canary}
            onChange={(event) => setCanary(event.currentTarget.value)}
            data={[{ value: "", label: t`Any that is online` }, ...choices]}
          />
          <NativeSelect
            label={t`Then`}
            value={steps}
            onChange={(event) => setSteps(event.currentTarget.value)}
            data={choicesOf(STEPS)}
          />
        </>
      )}
      <NativeSelect
        label={t`Time to watch after each stage`}
        value={soak}
        onChange={(event) => setSoak(event.currentTarget.value)}
        data={choicesOf(SOAKS)}
      />
      <NativeSelect
        label={t`When`}
        value={hours}
        onChange={(event) => setHours(event.currentTarget.value)}
        data={Object.entries(HOURS).map(([value, { label }]) => ({ value, label: label() }))}
      />
      {count === 0 ? (
        <Text size="sm">{t`No door needs this release: none has its chip and another version.`}</Text>
      ) : (
        <ul className={classes.explained} aria-label={t`What will happen`}>
          {planSentences(stageSizes(count, plan.steps), plan.soakSeconds, plan.atOnce).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

import { Alert, Button } from "@mantine/core";
import type { SignInView } from "@openlock/api";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { Panel } from "../../app/Panel.tsx";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { AccountRow } from "./AccountRow.tsx";
import { deviceName, isPhone } from "./device-name.ts";
import { useEndOthers, useEndSignIn, useSignIns } from "./use-sign-ins.ts";

/** Where one is signed in, and how to end it. */
export function SignIns() {
  const signIns = useSignIns();
  const endOthers = useEndOthers();
  const others = signIns.data?.filter(({ current }) => !current) ?? [];
  return (
    <Panel
      title={t`Signed in`}
      lead={t`Browsers that are signed in as you. End those that you do not know, or no longer use.`}
      action={
        others.length > 0 && (
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t`End all others`}
          </Button>
        )
      }
      query={signIns}
    >
      {endOthers.error && (
        <Alert role="alert" color="red" title={t`That did not work`} mb="md">
          {endOthers.error.message}
        </Alert>
      )}
      <ul aria-label={t`Signed in`}>
        {signIns.data?.map((signIn) => (
          <SignInRow key={signIn.id} signIn={signIn} />
        ))}
      </ul>
    </Panel>
  );
}

function SignInRow({ signIn }: { readonly signIn: SignInView }) {
  const { id, userAgent, ip, signedInAt, lastUsedAt, current } = signIn;
  const end = useEndSignIn(id);
  const Icon = isPhone(userAgent) ? IconDeviceMobile : IconDeviceDesktop;
  const device = deviceName(userAgent);
  const facts = [
    current ? t`This browser` : t`Last used ${moment(lastUsedAt)}`,
    ...(ip === undefined ? [] : [t`from ${ip}`]),
    t`signed in ${moment(signedInAt)}`,
  ];
  return (
    <AccountRow
      item
      icon={<Icon size={20} stroke={1.6} aria-hidden />}
      name={device}
      facts={end.error ? end.error.message : facts.join(" · ")}
      actions={
        !current && (
          <Button
            variant="default"
            size="xs"
            aria-label={t`End the sign-in of ${device}`}
            loading={end.isPending}
            onClick={() => end.mutate()}
          >
            {t`End`}
          </Button>
        )
      }
    />
  );
}

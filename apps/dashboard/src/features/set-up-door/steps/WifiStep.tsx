import { Alert, Button, Group, Loader, PasswordInput, Radio, Stack, Text, TextInput } from "@mantine/core";
import { deviceInfo, joinNetwork, scanNetworks, type WifiNetwork } from "@openlock/provisioning";
import { IconCheck, IconRefresh } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { t } from "../../../i18n/text.ts";
import LedHint from "../../led/LedHint.tsx";
import { noteWifi, useSitting } from "../../sitting/sitting.ts";
import { Failure } from "../Failure.tsx";
import { LiveAdvice } from "../LiveAdvice.tsx";
import { NetworkOption } from "../NetworkOption.tsx";
import { StepFrame } from "../StepFrame.tsx";
import { useBoard, useWizard, useWizardStore } from "../wizard-store.ts";

/** A network that does not tell its name. */
const OTHER = "\u0000other";

export default function WifiStep() {
  const board = useBoard();
  const device = useWizard((state) => state.device);
  const next = useWizard((state) => state.next);
  const store = useWizardStore();
  const last = useSitting((sitting) => sitting.wifi);
  const [picked, setPicked] = useState<string>();
  const [typedName, setTypedName] = useState<string>();
  const [typedPassword, setTypedPassword] = useState<string>();

  const scan = useQuery({
    queryKey: ["wifi", board.line.name],
    queryFn: ({ signal }) => {
      store.getState().attempt();
      return board.use((session) => scanNetworks(session, signal));
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const join = useMutation({
    mutationFn: (network: { ssid: string; password: string }) => {
      const { attempt, keepSecret } = store.getState();
      attempt();
      keepSecret(network.password);
      return board.use(async (session) => {
        await joinNetwork(session, network);
        return await deviceInfo(session);
      });
    },
    onSuccess: (joined, network) => {
      noteWifi(network);
      next({ device: joined });
    },
  });

  // The door before this one is near by, as a rule.
  const lastInSight = scan.data?.some(({ ssid }) => ssid === last?.ssid);
  const chosen = picked ?? (last && scan.data ? (lastInSight ? last.ssid : OTHER) : undefined);
  const otherName = typedName ?? (chosen === OTHER ? (last?.ssid ?? "") : "");

  const known = scan.data?.find(({ ssid }) => ssid === chosen);
  const ssid = chosen === OTHER ? otherName : known?.ssid;
  const password = typedPassword ?? (ssid !== undefined && ssid === last?.ssid ? last.password : "");
  const wantsPassword = chosen === OTHER || known?.secured === true;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ssid) join.mutate({ ssid, password: wantsPassword ? password : "" });
  };
  const hasNetwork = device?.doorId !== undefined;

  return (
    <form onSubmit={submit}>
      <StepFrame
        title={t`Which Wi-Fi is at the door?`}
        lead={t`The board joins it now, so you see at once whether the password is right.`}
        canGoBack={!join.isPending}
        actions={
          <>
            <Button
              type="submit"
              loading={join.isPending}
              disabled={!ssid || (known?.secured === true && password.length < 8)}
            >
              {t`Connect to Wi-Fi`}
            </Button>
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              loading={scan.isFetching && !scan.isPending}
              disabled={join.isPending || scan.isPending}
              onClick={() => {
                join.reset();
                void scan.refetch();
              }}
            >
              {t`Scan again`}
            </Button>
            {hasNetwork && !join.isPending && (
              <Button variant="subtle" onClick={() => next()}>
                {t`Keep the present network`}
              </Button>
            )}
          </>
        }
      >
        {hasNetwork && (
          <Alert color="green" variant="light" icon={<IconCheck aria-hidden />}>
            {t`The board has a network from before. Keep it, or choose another.`}
          </Alert>
        )}
        {scan.isPending && (
          <Group gap="sm" wrap="nowrap" role="status">
            <Loader size="sm" />
            <Text size="sm">{t`The board looks for networks; this takes a few seconds…`}</Text>
          </Group>
        )}
        <Failure error={scan.error} retry={{ label: t`Scan again`, run: () => void scan.refetch() }} />
        {scan.data && (
          <Networks networks={scan.data} value={chosen} onChange={setPicked} disabled={join.isPending} />
        )}
        <Stack gap="sm" maw={420}>
          {chosen === OTHER && (
            <TextInput
              label={t`Network name`}
              value={otherName}
              onChange={(event) => setTypedName(event.currentTarget.value)}
              maxLength={32}
              spellCheck={false}
              autoCapitalize="none"
            />
          )}
          {wantsPassword && (
            <PasswordInput
              label={t`Wi-Fi password`}
              value={password}
              onChange={(event) => setTypedPassword(event.currentTarget.value)}
              maxLength={63}
              autoComplete="off"
            />
          )}
        </Stack>
        {join.isPending && (
          <>
            <Text size="sm" c="dimmed" role="status">
              {t`The board joins “${ssid ?? ""}”; this can take half a minute…`}
            </Text>
            <LedHint events={["connecting-wifi", "wifi-connected"]} />
          </>
        )}
        {!join.error && !scan.error && <LiveAdvice />}
        <Failure error={join.error} />
      </StepFrame>
    </form>
  );
}

interface NetworksProps {
  readonly networks: readonly WifiNetwork[];
  readonly value: string | undefined;
  readonly onChange: (ssid: string) => void;
  readonly disabled: boolean;
}

function Networks({ networks, value, onChange, disabled }: NetworksProps) {
  return (
    <Radio.Group aria-label={t`Wi-Fi network`} value={value ?? ""} onChange={onChange}>
      <Stack gap="xs" maw={420}>
        {networks.length === 0 && <Text size="sm">{t`The board sees no network here.`}</Text>}
        {networks.map((network) => (
          <NetworkOption key={network.ssid} network={network} disabled={disabled} />
        ))}
        <Radio.Card value={OTHER} p="sm" radius="md" aria-label={t`Another network`} disabled={disabled}>
          <Group wrap="nowrap">
            <Radio.Indicator />
            <Text size="sm">{t`Another network, whose name is hidden`}</Text>
          </Group>
        </Radio.Card>
      </Stack>
    </Radio.Group>
  );
}

import { Alert, Checkbox, Stack, Text, TextInput } from "@mantine/core";
import type { GrantRequestView } from "@openlock/api";
import { fingerprint, type GrantableCommand, makeGrant } from "@openlock/client/grants";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { browserKey, useBrowserKey } from "./browser-keys.ts";
import { approve, useGrantChange, useOwnerKeys } from "./use-grants.ts";
import "@mantine/core/styles/Checkbox.css";

const COMMANDS: readonly { readonly command: GrantableCommand; readonly label: string }[] = [
  { command: "unlock", label: "Unlock" },
  { command: "lock", label: "Lock" },
  { command: "hold", label: "Hold open, until the access ends at most" },
  { command: "lockdown", label: "Start and lift lockdown" },
  { command: "status", label: "Ask the door how it is" },
  { command: "identify", label: "Have it blink" },
];
const DEFAULT_COMMANDS: readonly GrantableCommand[] = ["unlock", "lock", "status"];
const DAY = 86_400;
/** A door's clock may be behind this one by so much, seconds. */
const CLOCK_SLACK = 60;

interface ApproveDialogProps {
  readonly request: GrantRequestView;
  /** What the door is called. */
  readonly door: string;
  readonly close: () => void;
}

/** Signs a grant here, with the owner key of this browser, and hands it to the relay. */
export function ApproveDialog({ request, door, close }: ApproveDialogProps) {
  const [commands, setCommands] = useState(DEFAULT_COMMANDS);
  const [until, setUntil] = useState(localTime(Date.now() + 30 * DAY * 1000));
  const [compared, setCompared] = useState(false);
  const owner = useBrowserKey("owner").data;
  const listed = useOwnerKeys(request.door).data;
  const isOwner = owner && listed?.some(({ kid }) => kid === owner.kid);
  const give = useGrantChange(async () => {
    const key = await browserKey("owner");
    if (!key) throw new Error("This browser has no owner key any more.");
    const now = Math.floor(Date.now() / 1000);
    const exp = Math.floor(new Date(until).getTime() / 1000);
    const wish = { door: request.door, publicKey: request.key, commands: [...commands] };
    const { grant } = await makeGrant({ ...wish, nbf: now - CLOCK_SLACK, exp }, key);
    return await approve(request, grant);
  });
  return (
    <Dialog
      title={`${request.person.label} at ${door}`}
      close={close}
      confirm="Sign and approve"
      onConfirm={() => give.mutate(undefined, { onSuccess: close })}
      disabled={!isOwner || !compared || commands.length === 0 || !isInReach(until)}
      pending={give.isPending}
      error={give.error}
    >
      {listed && owner !== undefined && !isOwner && (
        <Alert color="yellow" title="This browser is no owner of this door">
          Make it one under{" "}
          <Link to="/doors/$doorId/keys" params={{ doorId: request.door }}>
            Keys and access
          </Link>
          , then approve.
        </Alert>
      )}
      <div>
        <Text size="sm">The key's fingerprint, which the person sees under Your key:</Text>
        <Text size="sm" ff="monospace" mt={4}>
          {fingerprint(request.kid)}
        </Text>
      </div>
      <Checkbox
        label="I have compared it with the person"
        checked={compared}
        onChange={(event) => setCompared(event.currentTarget.checked)}
      />
      <Checkbox.Group
        label="They may"
        value={[...commands]}
        onChange={(chosen) => setCommands(chosen as GrantableCommand[])}
      >
        <Stack gap="xs" mt={6}>
          {COMMANDS.map(({ command, label }) => (
            <Checkbox key={command} value={command} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
      <TextInput
        label="Until"
        description="A year ahead at most."
        type="datetime-local"
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
        required
        withAsterisk={false}
      />
    </Dialog>
  );
}

function isInReach(until: string): boolean {
  const seconds = (new Date(until).getTime() - Date.now()) / 1000;
  return seconds > 0 && seconds < 366 * DAY - CLOCK_SLACK;
}

/** As a field for local times takes it. */
function localTime(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

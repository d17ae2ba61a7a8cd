import { Alert, Button, Checkbox, Group, List, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { t } from "../../i18n/text.ts";
import { readDoorPassword, useDoorPassword } from "../door-password/door-password.ts";
import { useBrowserKey } from "../keys/browser-keys.ts";
import type { OwnerAuthority } from "../keys/command-as-owner.ts";
import { useOwnerKeys } from "../keys/use-grants.ts";
import { follow } from "./change-store.ts";
import { leaveOldDoorId, sendChange } from "./send-change.ts";
import type { SettingChange, SettingName } from "./setting-change.ts";
import { CONSEQUENCES, refusalWords, SETTING_NAMES } from "./words.ts";
import "@mantine/core/styles/Checkbox.css";
import { useReturnFocus } from "../../app/use-return-focus.ts";

export interface SettingDialogProps {
  readonly door: DoorView;
  readonly close: () => void;
}

interface ChangeDialogProps extends SettingDialogProps {
  readonly setting: SettingName;
  /** Undefined while what was filled in does not fit. */
  readonly change: SettingChange | undefined;
  /** What has to be said beside, where this cannot be taken back: a box to tick. */
  readonly deliberate?: string | undefined;
  readonly children: ReactNode;
}

/** Fills in one setting, says what will happen, and sends it once that was read. What was typed stays until the door has it. */
export function ChangeDialog({ door, close, setting, change, deliberate, children }: ChangeDialogProps) {
  useReturnFocus();
  const navigate = useNavigate();
  const [sure, setSure] = useState(false);
  const [password, setPassword] = useState("");
  const credential = useCredential(door.id);
  const send = useMutation({
    mutationFn: async (wanted: SettingChange) => {
      const by = await credential.authority(password);
      if (!by) throw new Error(t`Type the door password.`);
      return await sendChange(door, wanted, by);
    },
    onSuccess: (sent) => {
      close();
      const moved = sent.doorId !== door.id;
      void follow(door.id, sent, async (end) => {
        if (!moved || end !== "taken") return;
        await leaveOldDoorId(door.id, sent.doorId);
        if (location.pathname.startsWith(`/doors/${door.id}/`)) {
          await navigate({ to: `/doors/${sent.doorId}/settings`, replace: true });
        }
      });
    },
  });
  const wantsPassword = credential.has === "nothing";
  const ready =
    change !== undefined && (deliberate === undefined || sure) && !(wantsPassword && password === "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !send.isPending) send.mutate(change);
  };
  const refused = send.error && refusalWords(send.error);
  return (
    <Modal
      opened
      onClose={close}
      title={SETTING_NAMES[setting]()}
      centered
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          {children}
          <div>
            <Text size="sm" fw={600} mb={4}>
              {t`What will happen`}
            </Text>
            <List size="sm" spacing={4}>
              {CONSEQUENCES[setting]().map((words) => (
                <List.Item key={words}>{words}</List.Item>
              ))}
            </List>
          </div>
          {deliberate !== undefined && (
            <Checkbox
              label={deliberate}
              checked={sure}
              onChange={(event) => setSure(event.currentTarget.checked)}
            />
          )}
          <PasswordInput
            label={t`Present door password`}
            description={CREDENTIAL[credential.has]()}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            required={wantsPassword}
            withAsterisk={false}
            autoComplete="off"
          />
          {refused && (
            <Alert role="alert" color="red" title={refused.title}>
              {refused.next}
            </Alert>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              {t`Cancel`}
            </Button>
            <Button type="submit" disabled={!ready} loading={send.isPending}>
              {t`Tell the door`}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const CREDENTIAL: Record<"key" | "kept" | "nothing", () => string> = {
  key: () => t`Not needed: this browser is an owner of this door, and signs the change.`,
  kept: () => t`Not needed: this browser keeps it. Type it where it may have changed.`,
  nothing: () => t`This browser does not keep it. The server never learns it.`,
};

/** What this browser would tell the door with, where nothing is typed. */
function useCredential(doorId: string) {
  const listed = useOwnerKeys(doorId).data ?? [];
  const own = useBrowserKey("owner").data;
  const kept = useDoorPassword(doorId);
  const isOwner = own !== null && own !== undefined && listed.some(({ kid }) => kid === own.kid);
  const has: keyof typeof CREDENTIAL = isOwner ? "key" : kept ? "kept" : "nothing";
  const authority = async (typed: string): Promise<OwnerAuthority | undefined> => {
    if (typed !== "") return { password: typed };
    if (isOwner) return { key: own };
    const password = await readDoorPassword(doorId).catch(() => undefined);
    return password === undefined ? undefined : { password };
  };
  return { has, authority };
}

import { TextInput } from "@mantine/core";
import type { NewWebhook } from "@openlock/api";
import { t } from "../../i18n/text.ts";
import { KindsField } from "../alerts/KindsField.tsx";
import { ScopeField } from "../doors/ScopeField.tsx";

interface WebhookFieldsProps {
  readonly webhook: NewWebhook;
  readonly onChange: (webhook: NewWebhook) => void;
}

export function WebhookFields({ webhook, onChange }: WebhookFieldsProps) {
  return (
    <>
      <TextInput
        label={t`Name`}
        value={webhook.name}
        onChange={({ currentTarget: { value } }) => onChange({ ...webhook, name: value })}
        maxLength={100}
        required
        withAsterisk={false}
        data-autofocus
      />
      <TextInput
        label={t`Address`}
        description={t`https://… Your program answers 2xx when it has taken an alert.`}
        type="url"
        value={webhook.url}
        onChange={({ currentTarget: { value } }) => onChange({ ...webhook, url: value })}
        maxLength={2000}
        spellCheck={false}
        autoCapitalize="none"
        required
        withAsterisk={false}
      />
      <KindsField kinds={webhook.kinds} onChange={(kinds) => onChange({ ...webhook, kinds })} />
      <ScopeField scope={webhook.doors} onChange={(doors) => onChange({ ...webhook, doors })} />
    </>
  );
}

/** As far as a page can tell; the relay decides. */
export function isFilledIn({ name, url }: NewWebhook): boolean {
  return name.trim() !== "" && URL.canParse(url.trim());
}

import { Button, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../api/http.ts";
import { t } from "../../i18n/text.ts";

export function EmailForm({ onMailed }: { readonly onMailed: (email: string) => void }) {
  const [email, setEmail] = useState("");
  const send = useMutation({
    mutationFn: (address: string) => api.post("/api/sign-in/code", { email: address }),
    onSuccess: (_, address) => onMailed(address),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate(email.trim().toLowerCase());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t`Email`}
          type="email"
          name="email"
          // The browser offers passkeys here too, where it has some.
          autoComplete="email webauthn"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={send.error?.message}
          maxLength={254}
          required
          withAsterisk={false}
          autoFocus
        />
        <Button type="submit" size="md" loading={send.isPending} fullWidth>
          {t`Send code`}
        </Button>
      </Stack>
    </form>
  );
}

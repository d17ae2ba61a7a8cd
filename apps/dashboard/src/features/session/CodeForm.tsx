import { Button, Group, Stack, TextInput } from "@mantine/core";
import type { Session, SignIn } from "@openlock/api";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { ApiError, api } from "../../api/http.ts";
import { t } from "../../i18n/text.ts";
import classes from "./CodeForm.module.css";

/** Seconds before another code can be asked for: mail takes a moment. */
const RESEND_AFTER = 30;

interface CodeFormProps {
  readonly email: string;
  readonly onOtherEmail: () => void;
  readonly onSignedIn: (session: Session) => void;
}

export function CodeForm({ email, onOtherEmail, onSignedIn }: CodeFormProps) {
  const [code, setCode] = useState("");
  const [wait, setWait] = useCountdown(RESEND_AFTER);
  const signIn = useMutation({
    mutationFn: (body: SignIn) => api.post<Session>("/api/sign-in", body),
    onSuccess: onSignedIn,
    onError: () => setCode(""),
  });
  const resend = useMutation({
    mutationFn: () => api.post("/api/sign-in/code", { email }),
    onSuccess: () => {
      signIn.reset();
      setCode("");
      setWait(RESEND_AFTER);
    },
    onError: (error) => setWait((error instanceof ApiError && error.retryAfter) || RESEND_AFTER),
  });

  const type = (text: string) => {
    const digits = text.replace(/\D/g, "").slice(0, 6);
    setCode(digits);
    if (digits.length === 6 && digits !== code) signIn.mutate({ email, code: digits });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.length === 6) signIn.mutate({ email, code });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t`Code`}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          placeholder="––––––"
          classNames={{ input: classes.code ?? "" }}
          value={code}
          onChange={(event) => type(event.currentTarget.value)}
          error={signIn.error?.message ?? resend.error?.message}
          readOnly={signIn.isPending}
          required
          withAsterisk={false}
          autoFocus
        />
        <Button type="submit" size="md" loading={signIn.isPending} disabled={code.length < 6} fullWidth>
          {t`Sign in`}
        </Button>
        <Group justify="space-between" gap="xs">
          <Button variant="subtle" size="compact-sm" className={classes.aside ?? ""} onClick={onOtherEmail}>
            {t`Other address`}
          </Button>
          <Button
            variant="subtle"
            size="compact-sm"
            className={classes.aside ?? ""}
            disabled={wait > 0}
            loading={resend.isPending}
            onClick={() => resend.mutate()}
          >
            {wait > 0 ? t`Send again in ${wait} s` : t`Send again`}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useCountdown(from: number): [seconds: number, restart: (seconds: number) => void] {
  const [seconds, setSeconds] = useState(from);
  const running = seconds > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setSeconds((left) => left - 1), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return [seconds, setSeconds];
}

import { Alert, Button, Stack, TextInput } from "@mantine/core";
import type { Session, SetUp } from "@openlock/api";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiError, api } from "../../api/http.ts";
import { signedIn } from "../../api/session.ts";
import { useAbout } from "../../app/use-about.ts";
import { t } from "../../i18n/text.ts";
import { SessionCard } from "./SessionCard.tsx";

/** `/setup#token=…`: the one-time link of a new relay. The token is in the fragment, which browsers do not send. */
export default function SetUpPage() {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get("token") ?? "");
  const about = useAbout();
  const signInLink = (
    <Button component={Link} to="/sign-in" variant="default" mt="lg" fullWidth>
      {t`Sign in`}
    </Button>
  );
  if (about.data?.needsSetUp === false) {
    return (
      <SessionCard
        title={t`Already set up`}
        lead={t`This OpenLock has an owner. The link was for its first start.`}
      >
        {signInLink}
      </SessionCard>
    );
  }
  if (!token) {
    return (
      <SessionCard
        title={t`This link is not complete`}
        lead={t`Open the whole link that the server printed when it started for the first time; it ends in “#token=” and some letters.`}
      />
    );
  }
  return <SetUpForm token={token} />;
}

function SetUpForm({ token }: { readonly token: string }) {
  const navigate = useNavigate();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const setUp = useMutation({
    mutationFn: (body: SetUp) => api.post<Session>("/api/setup", body),
    onSuccess: (session) => {
      signedIn(session);
      return navigate({ to: "/doors", replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUp.mutate({ token, email: email.trim().toLowerCase(), name: name.trim() });
  };
  return (
    <SessionCard
      title={t`Welcome to OpenLock`}
      lead={t`You are the first one here, so you will be its owner. There is no password to think up: you sign in with a code that is mailed to you.`}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t`Email`}
            type="email"
            name="email"
            autoComplete="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            maxLength={254}
            required
            withAsterisk={false}
            autoFocus
          />
          <TextInput
            label={t`Your name`}
            description={t`As others will read it in the history.`}
            name="name"
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
            required
            withAsterisk={false}
          />
          {setUp.error && (
            <Alert role="alert" color="red" title={t`That did not work`}>
              {setUp.error instanceof ApiError ? setUp.error.detail : setUp.error.message}
            </Alert>
          )}
          <Button type="submit" size="md" loading={setUp.isPending} fullWidth>
            {t`Become the owner`}
          </Button>
        </Stack>
      </form>
    </SessionCard>
  );
}

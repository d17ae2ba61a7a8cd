import { Alert, Button, Skeleton, Stack, TextInput } from "@mantine/core";
import type { Acceptance, InvitationOffer, InvitationToken, Session } from "@openlock/api";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { ApiError, api } from "../../api/http.ts";
import { signedIn } from "../../api/session.ts";
import { roleName } from "../../app/role-words.ts";
import { rich, t } from "../../i18n/text.ts";
import { SessionCard } from "./SessionCard.tsx";

/** What a link that is over says above the relay's own words. */
const OVER: Readonly<Record<string, () => string>> = {
  "invitation-unknown": () => t`This link leads nowhere`,
  "invitation-withdrawn": () => t`This invitation was withdrawn`,
  "invitation-expired": () => t`This invitation has expired`,
  "invitation-used": () => t`You have joined already`,
  "invitation-void": () => t`This invitation is no longer good`,
};

/** `/invitation#token=…`: the link of an invitation. The token is in the fragment, which browsers do not send. */
export default function InvitationPage() {
  // Followed, not read once: another link opened in the same tab changes nothing else.
  const hash = useLocation({ select: ({ hash }) => hash });
  const token = new URLSearchParams(hash).get("token") ?? "";
  const offer = useQuery({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) =>
      api.post<InvitationOffer>("/api/invitations/read", { token } satisfies InvitationToken, { signal }),
    enabled: token !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token === "") {
    return (
      <SessionCard
        title={t`This link is not complete`}
        lead={t`Open the whole link of the mail; it ends in “#token=” and some letters.`}
      />
    );
  }
  if (offer.error) return <Over error={offer.error} again={() => void offer.refetch()} />;
  if (!offer.data) {
    return (
      <SessionCard title={t`Invitation`} lead={t`One moment.`}>
        <Skeleton height={120} role="status" aria-label={t`Loading`} />
      </SessionCard>
    );
  }
  return <AcceptForm key={token} token={token} offer={offer.data} />;
}

function Over({ error, again }: { readonly error: Error; readonly again: () => void }) {
  const title = error instanceof ApiError ? OVER[error.problem]?.() : undefined;
  let next: ReactNode = (
    <Button component={Link} to="/sign-in" variant="default" fullWidth>
      {t`Sign in`}
    </Button>
  );
  if (title === undefined) {
    next = (
      <Button variant="default" onClick={again} fullWidth>
        {t`Try again`}
      </Button>
    );
  }
  return (
    <SessionCard title={title ?? t`This could not be loaded`} lead={error.message}>
      {next}
    </SessionCard>
  );
}

function AcceptForm({ token, offer }: { readonly token: string; readonly offer: InvitationOffer }) {
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const accept = useMutation({
    mutationFn: (body: Acceptance) => api.post<Session>("/api/invitations/accept", body),
    onSuccess: (session) => {
      signedIn(session);
      return navigate({ to: "/doors", replace: true });
    },
  });
  if (accept.error instanceof ApiError && accept.error.problem in OVER) {
    return <Over error={accept.error} again={() => accept.reset()} />;
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate({ token, name: name.trim() });
  };
  return (
    <SessionCard
      title={t`You are invited`}
      lead={rich`${offer.invitedBy} invites ${<strong>{offer.email}</strong>} to OpenLock, as ${roleName(offer.role)}. There is
        no password: you sign in with a code that is mailed to you.`}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
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
            autoFocus
          />
          {accept.error && (
            <Alert role="alert" color="red" title={t`That did not work`}>
              {accept.error.message}
            </Alert>
          )}
          <Button type="submit" size="md" loading={accept.isPending} disabled={name.trim() === ""} fullWidth>
            {t`Accept and sign in`}
          </Button>
        </Stack>
      </form>
    </SessionCard>
  );
}

import type { Session } from "@openlock/api";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { signedIn } from "../../api/session.ts";
import { useAbout } from "../../app/use-about.ts";
import { rich, t } from "../../i18n/text.ts";
import { usePasskeysHere } from "../passkeys/use-passkeys.ts";
import { CodeForm } from "./CodeForm.tsx";
import { EmailForm } from "./EmailForm.tsx";
import { PasskeySignIn } from "./PasskeySignIn.tsx";
import { SessionCard } from "./SessionCard.tsx";

/** `/sign-in`: an address, then the six digits that were mailed to it; or a passkey. */
export default function SignInPage() {
  const { next } = useSearch({ from: "/open/sign-in" });
  const navigate = useNavigate();
  const about = useAbout();
  const passkeys = usePasskeysHere();
  const [mailedTo, setMailedTo] = useState<string>();

  if (about.data?.needsSetUp) {
    return (
      <SessionCard
        title={t`Not set up yet`}
        lead={t`Nobody owns this OpenLock so far. Open the link that the server printed when it started; it makes you the owner.`}
      />
    );
  }
  const enter = (session: Session) => {
    signedIn(session);
    void navigate({ href: next ?? "/doors", replace: true });
  };
  if (mailedTo === undefined) {
    return (
      <SessionCard title={t`Sign in`} lead={t`We mail you a code; there is no password to remember.`}>
        <EmailForm onMailed={setMailedTo} />
        {passkeys?.here && <PasskeySignIn onSignedIn={enter} />}
      </SessionCard>
    );
  }
  return (
    <SessionCard
      title={t`Check your mail`}
      lead={rich`If ${<strong>{mailedTo}</strong>} may sign in here, a six-digit code is on its way. It is good for ten
          minutes.`}
    >
      <CodeForm email={mailedTo} onOtherEmail={() => setMailedTo(undefined)} onSignedIn={enter} />
    </SessionCard>
  );
}

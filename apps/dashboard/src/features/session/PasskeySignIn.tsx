import { Button, Divider, Stack, Text } from "@mantine/core";
import { t } from "../../i18n/text.ts";
import "@mantine/core/styles/Divider.css";
import type { Session } from "@openlock/api";
import { IconKey } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { PasskeyCancelled, signInWithPasskey, stopAsking } from "../passkeys/ceremony.ts";

/** The relay's challenge lives for five minutes; a page may stand open for longer. */
const ASK_AGAIN_MS = 4 * 60_000;

interface PasskeySignInProps {
  readonly onSignedIn: (session: Session) => void;
}

/** A passkey, chosen among those that the browser offers in the address field, or by a button. */
export function PasskeySignIn({ onSignedIn }: PasskeySignInProps) {
  const signIn = useMutation({
    mutationFn: () => signInWithPasskey("dialog"),
    onSuccess: onSignedIn,
  });
  const offered = useAutofill(onSignedIn, !signIn.isPending);
  const error = signIn.error ?? offered.error;
  return (
    <Stack gap="md" mt="lg">
      <Divider label={t`or`} />
      <Button
        variant="default"
        size="md"
        leftSection={<IconKey size={20} stroke={1.7} aria-hidden />}
        loading={signIn.isPending}
        onClick={() => signIn.mutate()}
        fullWidth
      >
        {t`Sign in with a passkey`}
      </Button>
      {error && !(error instanceof PasskeyCancelled) && (
        <Text size="sm" c="red" role="alert">
          {error.message}
        </Text>
      )}
    </Stack>
  );
}

/** Has the browser offer passkeys in the address field, as long as nothing else is asked of the person. */
function useAutofill(onSignedIn: (session: Session) => void, wanted: boolean) {
  const offer = useMutation({ mutationFn: () => signInWithPasskey("autofill") });
  const { mutateAsync } = offer;
  const signedIn = useRef(onSignedIn);
  signedIn.current = onSignedIn;
  useEffect(() => {
    if (!wanted) return;
    const ask = () => mutateAsync().then(signedIn.current, () => {});
    const canOffer = globalThis.PublicKeyCredential?.isConditionalMediationAvailable?.();
    let timer: ReturnType<typeof setInterval> | undefined;
    let ended = false;
    void canOffer?.then((can) => {
      if (!can || ended) return;
      void ask();
      timer = setInterval(ask, ASK_AGAIN_MS);
    });
    return () => {
      ended = true;
      clearInterval(timer);
    };
  }, [wanted, mutateAsync]);
  useEffect(() => stopAsking, []);
  return offer;
}

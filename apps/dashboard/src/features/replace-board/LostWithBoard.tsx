import { Paper, Skeleton, Text, Title } from "@mantine/core";
import type { GrantPage, GrantView, OwnerKeyView } from "@openlock/api";
import { fingerprint } from "@openlock/protocol";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "../../api/http.ts";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { commandNames } from "../keys/words.ts";
import classes from "./ReplaceBoard.module.css";

/** What the present board alone knows, and so has to be made again at another. */
export function LostWithBoard({ doorId }: { readonly doorId: string }) {
  const lost = useQuery({
    queryKey: ["lost-with-board", doorId],
    queryFn: async ({ signal }) => {
      const path = `/api/doors/${doorId}`;
      const [{ keys }, { grants }] = await Promise.all([
        api.get<{ keys: OwnerKeyView[] }>(`${path}/owner-keys`, { signal }),
        api.get<GrantPage>(`${path}/grants?limit=200`, { signal }),
      ]);
      return { keys, grants };
    },
    // It goes by what is so now: somebody is about to rely on it.
    staleTime: 0,
  });
  return (
    <Paper withBorder radius="lg" className={classes.panel ?? ""}>
      <Title order={2} size="h5">{t`What has to be made again`}</Title>
      {lost.isPending && <Skeleton height={120} role="status" aria-label={t`Loading`} />}
      {lost.error && <LoadFailure error={lost.error} again={() => void lost.refetch()} />}
      {lost.data && (
        <>
          <Part
            title={t`Owner keys`}
            lead={t`The new board has none. Each owner's browser is made an owner again, under Keys and access.`}
            empty={t`There is none.`}
            items={lost.data.keys.map(({ kid, name }) => (
              <li key={kid}>
                {name} <span className={classes.fingerprint}>{fingerprint(kid)}</span>
              </li>
            ))}
          />
          <Part
            title={t`Keys that people were given`}
            lead={t`Each counts again once the owner whose key signed it is an owner at the new board; else give access anew.`}
            empty={t`There is none.`}
            items={lost.data.grants.filter(counts).map(line)}
          />
          <Part
            title={t`Keys that were taken back`}
            lead={t`The new board has not heard of it. They show as not confirmed from then on, and the door has to be told once more, or those keys open it again.`}
            empty={t`There is none that could still count.`}
            items={lost.data.grants.filter(takenBack).map(line)}
          />
          <Text size="sm">
            {t`The set-up makes a new door password and gives the board Wi-Fi, server and release keys. How long the door stays open, and what it does without connection, are as for a new door: see its settings.`}
          </Text>
        </>
      )}
    </Paper>
  );
}

interface PartProps {
  readonly title: string;
  readonly lead: string;
  readonly empty: string;
  readonly items: readonly ReactNode[];
}

function Part({ title, lead, empty, items }: PartProps) {
  return (
    <section aria-label={title}>
      <Text fw={600} size="sm">
        {title}
      </Text>
      {items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <>
          <Text size="sm" c="dimmed">
            {lead}
          </Text>
          <ul className={classes.list}>{items}</ul>
        </>
      )}
    </section>
  );
}

function line({ jti, person, commands, exp }: GrantView) {
  return <li key={jti}>{t`${person.label}: ${commandNames(commands)} until ${moment(exp * 1000)}`}</li>;
}

function counts({ state }: GrantView): boolean {
  return state === "open" || state === "not-yet";
}

function takenBack({ state, exp }: GrantView): boolean {
  return state === "revocation-asked" || (state === "revoked" && exp * 1000 > Date.now());
}

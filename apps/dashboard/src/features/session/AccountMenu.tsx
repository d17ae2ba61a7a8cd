import { UnstyledButton } from "@mantine/core";
import type { PersonView } from "@openlock/api";
import { lazy, Suspense, useState } from "react";
import { t } from "../../i18n/text.ts";
import classes from "./AccountMenu.module.css";

const AccountDropdown = lazy(() => import("./AccountDropdown.tsx"));

/** The button of the account menu. The menu itself is loaded when it is first wanted: most visits are for a door. */
export function AccountMenu({ me }: { readonly me: PersonView }) {
  const [wanted, setWanted] = useState(false);
  const letters = initials(me.name);
  const button = (
    <UnstyledButton
      className={classes.avatar ?? ""}
      aria-label={t`Account ${letters}`}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => setWanted(true)}
    >
      {letters}
    </UnstyledButton>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <AccountDropdown me={me} initials={letters} />
    </Suspense>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first = "", last = ""] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return `${[...first][0] ?? ""}${[...last][0] ?? ""}`.toUpperCase();
}

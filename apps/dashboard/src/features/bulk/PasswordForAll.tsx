import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../../i18n/text.ts";
import { type BulkDoor, type BulkRun, outcomeOf } from "./bulk-state.ts";
import { givePasswordToAll } from "./bulk-store.ts";
import { countWords } from "./words.ts";

interface PasswordForAllProps {
  readonly run: BulkRun;
  readonly wanting: readonly BulkDoor[];
}

/** One password for all doors that want one: often several have the same. */
export function PasswordForAll({ run, wanting }: PasswordForAllProps) {
  const [password, setPassword] = useState("");
  const onlyOne = wanting.length === 1 ? wanting[0] : undefined;
  const wrong = wanting.some(({ id }) => {
    const outcome = outcomeOf(run, id);
    return outcome.phase === "password" && outcome.wrong;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password !== "") givePasswordToAll(password);
    setPassword("");
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <PasswordInput
          label={t`Door password of ${onlyOne ? onlyOne.name : countWords(wanting.length)}`}
          description={t`Each of them is asked with it, sealed to it alone; it is kept in this browser for those that take it.`}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={
            wrong && t`Not the password of every door. After five wrong ones a door takes none for a while.`
          }
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit" disabled={password === ""}>
          {onlyOne ? t`Use it` : t`Use it at ${countWords(wanting.length)}`}
        </Button>
        {!onlyOne && (
          <Text size="xs" c="dimmed">
            {t`Doors with another password are asked for again.`}
          </Text>
        )}
      </Stack>
    </form>
  );
}

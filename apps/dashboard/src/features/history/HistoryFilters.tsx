import { Button, NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { isManager, useMe } from "../../app/me.ts";
import { inSense, t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { usePeople } from "../people/use-people.ts";
import { actionChoices } from "./actions.ts";
import type { HistoryFilter } from "./history-filter.ts";
import { WHY_CODES, whyWords } from "./why.ts";

const outcomes = () => [
  { value: "done", label: inSense("outcome")`Done` },
  { value: "failed", label: t`Failed` },
  { value: "refused", label: t`Refused` },
  { value: "begun", label: t`End not known` },
];
const reasons = () => WHY_CODES.map((code) => ({ value: code, label: capital(whyWords(code)) }));

/** What the history is narrowed down by. It stands in the page's address, so that it can be sent to somebody. */
export function HistoryFilters({ filter }: { readonly filter: HistoryFilter }) {
  const navigate = useNavigate();
  const doors = useDoors();
  const change = (name: keyof HistoryFilter, value: string) => {
    const { [name]: _, ...rest } = filter;
    void navigate({
      to: "/history",
      search: value === "" ? rest : { ...rest, [name]: value },
      replace: true,
    });
  };
  const select = (name: keyof HistoryFilter, label: string, every: string, choices: readonly Choice[]) => (
    <NativeSelect
      label={label}
      value={filter[name] ?? ""}
      data={[{ value: "", label: every }, ...withChosen(choices, filter[name])]}
      onChange={({ currentTarget: { value } }) => change(name, value)}
    />
  );
  const day = (name: "from" | "to", label: string) => (
    <TextInput
      type="date"
      label={label}
      value={filter[name] ?? ""}
      onChange={({ currentTarget: { value } }) => change(name, value)}
    />
  );
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        {select(
          "door",
          t`Door`,
          t`All doors`,
          doors.data?.map(({ id, name }) => ({ value: id, label: name })) ?? [],
        )}
        <PersonFilter chosen={filter.person} select={select} />
        {select("action", t`What`, t`Everything`, actionChoices())}
        {select("outcome", t`How it ended`, t`Any way`, outcomes())}
        {select("code", t`Why`, t`Any reason`, reasons())}
        {day("from", t`From`)}
        {day("to", t`Until`)}
      </SimpleGrid>
      {Object.keys(filter).length > 0 && (
        <Button
          variant="default"
          size="xs"
          mt="md"
          onClick={() => void navigate({ to: "/history", search: {}, replace: true })}
        >
          {t`Show everything`}
        </Button>
      )}
    </>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface PersonFilterProps {
  readonly chosen: string | undefined;
  readonly select: (
    name: "person",
    label: string,
    every: string,
    choices: readonly Choice[],
  ) => React.ReactNode;
}

/** For those who may see the people; others have the names in the entries. */
function PersonFilter({ chosen, select }: PersonFilterProps) {
  const me = useMe();
  if (isManager(me)) return <KnownPeople select={select} />;
  return chosen === undefined ? null : select("person", t`Person`, t`Everybody`, []);
}

function KnownPeople({ select }: Pick<PersonFilterProps, "select">) {
  const people = usePeople();
  const choices = people.data?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return select("person", t`Person`, t`Everybody`, choices);
}

/** What was removed meanwhile has its history still. */
function withChosen(choices: readonly Choice[], chosen: string | undefined): readonly Choice[] {
  if (chosen === undefined || choices.some(({ value }) => value === chosen)) return choices;
  return [...choices, { value: chosen, label: chosen }];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import { Combobox, Modal, useCombobox, VisuallyHidden } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, useMemo } from "react";
import { isManager, useMe } from "../../app/me.ts";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { usePeople } from "../people/use-people.ts";
import { groupsOf, type Item } from "./items.ts";
import classes from "./Palette.module.css";
import { paletteReady, setPalette, setQuery, usePalette } from "./palette-store.ts";
import { find } from "./search.ts";
import "@mantine/core/styles/Combobox.css";
import { useReturnFocus } from "../../app/use-return-focus.ts";

/** Of each group. */
const MOST = 6;
const close = () => setPalette(false);

/** Goes to doors, pages and people, and begins what one may do, by a few letters (WAI-ARIA 1.2, combobox). */
export default function Palette() {
  useReturnFocus();
  const me = useMe();
  const router = useRouter();
  const { query } = usePalette();
  const doors = useDoors().data;
  const people = usePeople(isManager(me)).data;
  const combobox = useCombobox({ opened: true });
  const groups = useMemo(
    () => (me ? groupsOf(me, doors ?? [], people ?? [], (href) => void router.navigate({ href })) : []),
    [me, doors, people, router],
  );
  const found = useMemo(
    () =>
      // Before anything is typed what one may do is worth more than the first of many doors.
      (query === "" ? groups.toSorted((a, b) => b.unasked - a.unasked) : groups)
        .map(({ label, items, unasked }) => ({
          label,
          items: find(items, query, query === "" ? unasked : MOST),
        }))
        .filter(({ items }) => items.length > 0),
    [groups, query],
  );
  const all = found.flatMap(({ items }) => items);
  const run = (item: Item | undefined) => {
    if (!item) return;
    close();
    item.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    // The list is always open, so the window must not leave the key to it.
    if (event.key === "Escape") close();
    // Nothing is gone to by the arrows yet: Enter takes the first, which is marked.
    if (event.key !== "Enter" || combobox.getSelectedOptionIndex() !== -1) return;
    event.preventDefault();
    run(all[0]);
  };
  return (
    <Modal.Root opened onClose={close} size="lg" yOffset="10dvh">
      <Modal.Overlay />
      <Modal.Content aria-label={t`Go to or do`}>
        <Combobox
          store={combobox}
          onOptionSubmit={(id) => run(all.find((item) => item.id === id))}
          resetSelectionOnOptionHover
        >
          <div className={classes.top}>
            <IconSearch size={20} aria-hidden />
            <Combobox.EventsTarget withExpandedAttribute>
              <input
                className={classes.input}
                aria-label={t`Doors, pages, people, actions`}
                placeholder={t`Doors, pages, people, actions…`}
                value={query}
                onChange={(event) => {
                  setQuery(event.currentTarget.value);
                  combobox.resetSelectedOption();
                }}
                onKeyDown={press}
                onFocus={paletteReady}
                spellCheck={false}
                data-autofocus
              />
            </Combobox.EventsTarget>
          </div>
          <Combobox.Options className={classes.options ?? ""} aria-label={t`Found`}>
            {found.map(({ label, items }) => (
              <Combobox.Group key={label} label={label}>
                {items.map((item) => (
                  <Combobox.Option
                    key={item.id}
                    value={item.id}
                    className={classes.option ?? ""}
                    data-first={item === all[0] || undefined}
                  >
                    <item.Icon size={18} stroke={1.7} aria-hidden />
                    <span>{item.label}</span>
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            ))}
            {all.length === 0 && <Combobox.Empty>{t`Nothing is called that.`}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox>
        <VisuallyHidden role="status">
          {all[0] && query !== "" ? t`${all.length} found. Enter: ${all[0].label}` : ""}
        </VisuallyHidden>
      </Modal.Content>
    </Modal.Root>
  );
}

import { UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Suspense } from "react";
import { lazyPart } from "../../app/lazy-part.ts";
import { t } from "../../i18n/text.ts";
import classes from "./PaletteButton.module.css";
import { setPalette, usePalette, usePaletteKey } from "./palette-store.ts";

const Palette = lazyPart(() => import("./Palette.tsx"));

/** Opens the palette, as its keys do. What it takes is loaded when it is first wanted. */
export function PaletteButton() {
  usePaletteKey();
  const { open } = usePalette();
  return (
    <>
      <UnstyledButton
        className={classes.button ?? ""}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setPalette(true)}
      >
        <IconSearch size={18} stroke={1.7} aria-hidden />
        <span>{t`Go to or do`}</span>
        <kbd>{/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘K" : t`Ctrl K`}</kbd>
      </UnstyledButton>
      {open && (
        <Suspense>
          <Palette />
        </Suspense>
      )}
    </>
  );
}

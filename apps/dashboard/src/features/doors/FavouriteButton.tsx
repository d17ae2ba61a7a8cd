import { ActionIcon } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { IconStar, IconStarFilled } from "@tabler/icons-react";
import { t } from "../../i18n/text.ts";
import { toggleFavourite, useFavourites } from "./favourites.ts";

/** Shows a door before the others, in this browser. */
export function FavouriteButton({ door }: { readonly door: DoorView }) {
  const favourite = useFavourites().includes(door.id);
  const Icon = favourite ? IconStarFilled : IconStar;
  return (
    <ActionIcon
      variant="subtle"
      color={favourite ? "harbour" : "gray"}
      size={40}
      aria-label={t`${door.name} first`}
      aria-pressed={favourite}
      onClick={() => toggleFavourite(door.id)}
    >
      <Icon size={20} aria-hidden />
    </ActionIcon>
  );
}

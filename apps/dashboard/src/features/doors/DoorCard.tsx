import { Paper } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { CommandFailure } from "./CommandFailure.tsx";
import { CommandStatus } from "./CommandStatus.tsx";
import classes from "./DoorCard.module.css";
import { FavouriteButton } from "./FavouriteButton.tsx";
import { MainControl } from "./MainControl.tsx";
import { PasswordPrompt } from "./PasswordPrompt.tsx";
import { StateIcon } from "./StateIcon.tsx";
import { StateText } from "./StateText.tsx";
import { shownState } from "./shown-state.ts";

/** Drawn anew only when something of this door has changed. */
export const DoorCard = memo(function DoorCard({ door }: { readonly door: DoorView }) {
  const state = shownState(door);
  return (
    <Paper component="li" withBorder radius="lg" className={classes.card ?? ""}>
      <div className={classes.top}>
        <Link to="/doors/$doorId" params={{ doorId: door.id }} className={classes.head}>
          <StateIcon state={state} />
          <span className={classes.words}>
            <span className={classes.name}>{door.name}</span>
            <span className={classes.state} data-kind={state.kind}>
              <StateText state={state} />
            </span>
          </span>
          <IconChevronRight size={20} className={classes.arrow ?? ""} aria-hidden />
        </Link>
        <FavouriteButton door={door} />
      </div>
      <MainControl door={door} />
      <CommandStatus door={door} />
      <CommandFailure door={door} />
      <PasswordPrompt door={door} />
    </Paper>
  );
});

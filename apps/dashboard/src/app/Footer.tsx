import classes from "./Shell.module.css";
import { useAbout } from "./use-about.ts";

export function Footer() {
  const { data } = useAbout();
  return <footer className={classes.footer}>OpenLock{data && ` ${data.version}`}</footer>;
}

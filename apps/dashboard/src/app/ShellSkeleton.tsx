import { Brand } from "./Brand.tsx";
import { PageSkeleton } from "./PageSkeleton.tsx";
import classes from "./Shell.module.css";

/** The frame alone, while it is asked who is signed in and their first page is loaded. */
export function ShellSkeleton() {
  return (
    <div className={classes.shell}>
      <header className={classes.header}>
        {/* On wide screens its place depends on who is signed in. */}
        <div className={`${classes.bar} ${classes.narrowOnly}`}>
          <Brand />
        </div>
      </header>
      <main className={classes.main}>
        <PageSkeleton />
      </main>
    </div>
  );
}

import { Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Brand } from "./Brand.tsx";
import { Footer } from "./Footer.tsx";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import classes from "./Shell.module.css";

/** Around the pages that need no sign-in. */
export function PublicFrame({ children = <Outlet /> }: { readonly children?: ReactNode }) {
  return (
    <div className={classes.shell}>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Brand />
          <LanguageSwitch />
        </div>
      </header>
      <main className={classes.main}>{children}</main>
      <Footer />
    </div>
  );
}

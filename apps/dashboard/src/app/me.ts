import type { PersonView } from "@openlock/api";
import { useStore } from "zustand";
import { sessionStore } from "../api/session.ts";

/** Who is signed in; undefined only while a sign-out is under way. */
export function useMe(): PersonView | undefined {
  return useStore(sessionStore, (session) => (session.status === "signed-in" ? session.me : undefined));
}

/** Whether they may change doors and people. */
export function isManager(me: PersonView | undefined): boolean {
  return me?.role === "owner" || me?.role === "admin";
}

/** Whether they may command doors. */
export function isCommander(me: PersonView | undefined): boolean {
  return me !== undefined && me.role !== "auditor";
}

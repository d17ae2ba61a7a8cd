import type { Catalogue } from "../i18n/catalogue.ts";

/** Of the frame around all pages, and what several of them say. */
export const de: Catalogue = {
  Copied: "Kopiert",
  Close: "Schließen",
  "That did not work": "Das hat nicht geklappt",
  Cancel: "Abbrechen",
  Loading: "Wird geladen",
  "You are offline": "Sie sind offline",
  "The server does not answer": "Der Server antwortet nicht",
  "This page could not be loaded": "Diese Seite konnte nicht geladen werden",
  "Try again": "Noch einmal versuchen",
  "No door can be opened from here until it does. Check your connection, then try again.":
    "Solange das so ist, lässt sich von hier keine Tür öffnen. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
  "The connection was lost, or OpenLock was updated in the meantime. Loading it again helps with both.":
    "Die Verbindung ist abgebrochen, oder OpenLock wurde inzwischen erneuert. In beiden Fällen hilft es, die Seite neu zu laden.",
  "This could not be loaded": "Das konnte nicht geladen werden",
  Doors: "Türen",
  People: "Personen",
  History: "Verlauf",
  Alerts: "Meldungen",
  Server: "Server",
  Updates: "Updates",
  Settings: "Einstellungen",
  Main: "Hauptmenü",
  More: "Mehr",
  "There is no such page": "Diese Seite gibt es nicht",
  "Go to the doors": "Zu den Türen",
  "The address may be mistyped, or what it led to has been removed.":
    "Vielleicht ist die Adresse vertippt, oder das Ziel wurde entfernt.",
  Rename: "Umbenennen",
  "I have kept it": "Ich habe es aufbewahrt",
  "Skip to content": "Zum Inhalt springen",
  "This page was opened without https, so this browser will not seal commands. Open it over https to use the doors.":
    "Diese Seite wurde ohne https geöffnet. Dieser Browser versiegelt deshalb keine Befehle. Öffnen Sie sie über https, um die Türen zu benutzen.",
  "There is a new version of OpenLock.": "Es gibt eine neue Version von OpenLock.",
  Reload: "Neu laden",
  "No connection to the server. What you see may be old; trying again…":
    "Keine Verbindung zum Server. Was Sie sehen, kann veraltet sein; es wird weiter versucht …",
  owner: "Besitzer",
  admin: "Admin",
  staff: "Team",
  auditor: "Prüfer",
  "This page is not for your role": "Diese Seite ist nicht für Ihre Rolle",
  "You are signed in as {0}. Ask an owner or admin if you need it.":
    "Ihre Rolle ist „{0}“. Wenden Sie sich an einen Besitzer oder Admin, wenn Sie die Seite brauchen.",
  Today: "Heute",
  Yesterday: "Gestern",
  d: "Tg.",
  h: "Std.",
  min: "Min.",
  s: "Sek.",
};

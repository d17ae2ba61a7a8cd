import type { Catalogue } from "../i18n/catalogue.ts";

export const de: Catalogue = {
  "The server does not answer. Check your connection; then try again.":
    "Der Server antwortet nicht. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
  "The server cannot be reached just now ({0}). Try again in a minute.":
    "Der Server ist gerade nicht erreichbar ({0}). Versuchen Sie es in einer Minute noch einmal.",
  "The server refused this ({0}).": "Der Server hat das abgelehnt ({0}).",
  "You are signed out. Sign in again.": "Sie sind abgemeldet. Melden Sie sich wieder an.",
};

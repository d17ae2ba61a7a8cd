import { WEBSITES_IN_GERMAN } from "@openlock/api";
import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  ...WEBSITES_IN_GERMAN,
  "Add website": "Website hinzufügen",
  "https://… What counts is the name and the port; the path is left out.":
    "https://… Es zählen Name und Port; der Pfad entfällt.",
  "Verify {0}": "{0} bestätigen",
  "Do one of these, then check. It has to stay there: this server looks every day.":
    "Tun Sie eines davon und prüfen Sie dann. Es muss dort bleiben: Dieser Server sieht jeden Tag nach.",
  "Serve this text at {0}": "Diesen Text ausliefern unter {0}",
  "Add a TXT record at {0}": "Einen TXT-Eintrag anlegen bei {0}",
  "Put this in the head of {0}": "Dies in den Kopf einfügen von {0}",
  "Copy text": "Text kopieren",
  "Copy value": "Wert kopieren",
  "Copy tag": "Tag kopieren",
  "{0} to copy": "{0} zum Kopieren",
  "Last check: {0}": "Letzte Prüfung: {0}",
  "Check now: {0}": "Jetzt prüfen: {0}",
  "How to verify {0}": "So bestätigen: {0}",
  "How to verify": "So bestätigen",
  "Remove website": "Website entfernen",
  "Everybody who is signed in at its pages is signed out there at once.":
    "Alle, die auf ihren Seiten angemeldet sind, werden dort sofort abgemeldet.",
  Websites: "Websites",
  "People may open doors at pages of these, once a website has shown that it is its owner's.":
    "Auf diesen Seiten lassen sich Türen öffnen, sobald gezeigt ist, wem die Website gehört.",
  "There is no website yet.": "Es gibt noch keine Website.",
  "Not verified yet": "Noch nicht bestätigt",
  Verified: "Bestätigt",
  "Verified, but the proof is gone": "Bestätigt, aber der Nachweis ist weg",
  Suspended: "Ausgesetzt",
  File: "Datei",
  "DNS record": "DNS-Eintrag",
  "Meta tag": "Meta-Tag",
  "by|file": "Datei",
  "by|DNS record": "DNS-Eintrag",
  "by|meta tag": "Meta-Tag",
  "never checked": "nie geprüft",
  "checked {0}": "geprüft {0}",
  "{0}, by its {1}": "{0}, über {1}",
  "{0}, suspended from {1} on": "{0}, ausgesetzt ab {1}",
};

import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "API key": "API-Schlüssel",
  "Copy key": "Schlüssel kopieren",
  "Give it to your program now: it is not shown again. The server keeps what tells that a key is right, and not the key.":
    "Geben Sie ihn jetzt Ihrem Programm: Er wird nicht noch einmal gezeigt. Der Server bewahrt nur auf, woran er ihn erkennt, nicht den Schlüssel.",
  "Add API key": "API-Schlüssel anlegen",
  "Which program it is for.": "Für welches Programm er ist.",
  "It may": "Er darf",
  "Good until": "Gültig bis",
  "Left empty: until it is revoked.": "Leer: bis er widerrufen wird.",
  "API keys": "API-Schlüssel",
  "For programs on servers, never for pages: whoever opens a page can read what is in it.":
    "Für Programme auf Servern, nie für Webseiten: Wer eine Seite öffnet, kann lesen, was darin steht.",
  "There is no API key.": "Es gibt keinen API-Schlüssel.",
  "until it is revoked": "bis er widerrufen wird",
  "ended {0}": "abgelaufen {0}",
  "Revoke {0}?": "{0} widerrufen?",
  "Revoke API key": "API-Schlüssel widerrufen",
  "Programs that have it are refused at once. This cannot be undone.":
    "Programme mit diesem Schlüssel werden sofort abgewiesen. Das lässt sich nicht rückgängig machen.",
  "Read the public keys of doors": "Öffentliche Schlüssel von Türen lesen",
  keys: "Schlüssel",
  "Send sealed commands; with a door password, any command":
    "Versiegelte Befehle senden; mit einem Türpasswort jeden Befehl",
  commands: "Befehle",
  "Read how doors are": "Den Zustand von Türen lesen",
  status: "Zustand",
};

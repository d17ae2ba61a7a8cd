import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Added {0}": "Hinzugefügt {0}",
  "on all devices of its account": "auf allen Geräten seines Kontos",
  "on one device only": "nur auf einem Gerät",
  Passkeys: "Passkeys",
  "Sign in with this device's fingerprint, face or screen lock instead of a code by mail.":
    "Melden Sie sich mit Fingerabdruck, Gesicht oder Displaysperre dieses Geräts an statt mit einem Code per E-Mail.",
  "Add passkey": "Passkey hinzufügen",
  "No passkey was made.": "Es wurde kein Passkey angelegt.",
  "Passkeys work at {0}, not at the address that this page was opened at.":
    "Passkeys funktionieren unter {0}, nicht unter der Adresse, über die diese Seite geöffnet wurde.",
  "Passkeys need this server to have a name and https, or a browser that knows them.":
    "Für Passkeys braucht dieser Server einen Namen und https, und einen Browser, der sie kennt.",
  "Remove passkey": "Passkey entfernen",
  "Nobody signs in with it any more. Where it was used to sign in before, that sign-in goes on until it is ended too.":
    "Niemand kann sich mehr damit anmelden. Bestehende Anmeldungen damit laufen weiter, bis auch sie beendet werden.",
  "The device still lists it until it is deleted there, in its passwords.":
    "Das Gerät führt ihn noch auf, bis er auch dort bei den Passwörtern gelöscht wird.",
  "Rename passkey": "Passkey umbenennen",
  "This device has a passkey for you already; it is in the list.":
    "Dieses Gerät hat schon einen Passkey für Sie; er steht in der Liste.",
  "This browser could not do it. See that the device has a screen lock, or try another browser.":
    "Dieser Browser konnte das nicht. Richten Sie auf dem Gerät eine Displaysperre ein oder nehmen Sie einen anderen Browser.",
  "No passkey yet": "Noch kein Passkey",
};

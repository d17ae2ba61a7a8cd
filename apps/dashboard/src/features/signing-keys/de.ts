import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "New signing key?": "Neuer Signaturschlüssel?",
  "Make new key": "Neuen Schlüssel erzeugen",
  "Tokens of the keys before stay good until they expire, within minutes. Nobody notices.":
    "Tokens der bisherigen Schlüssel gelten weiter, bis sie nach Minuten ablaufen. Niemand merkt etwas.",
  "Revoke the signing keys?": "Signaturschlüssel widerrufen?",
  "Revoke and make new key": "Widerrufen und neu erzeugen",
  "For when somebody may have such a key: every token of before is refused at once. Pages get new ones by themselves.":
    "Für den Fall, dass jemand einen solchen Schlüssel haben könnte: Alle bisherigen Tokens werden sofort abgewiesen. Seiten holen sich von selbst neue.",
  "Signing keys": "Signaturschlüssel",
  "Advanced. This server signs access tokens with them, and changes them every 30 days by itself.":
    "Für Fortgeschrittene. Damit signiert dieser Server Zugangstokens; er wechselt sie von selbst alle 30 Tage.",
  "New key": "Neuer Schlüssel",
  "Revoke all": "Alle widerrufen",
  "There is no key yet: the first sign-in makes one.":
    "Es gibt noch keinen Schlüssel: Die erste Anmeldung erzeugt einen.",
  "Signs since {0}": "Signiert seit {0}",
  "Signed from {0} to {1}": "Signierte von {0} bis {1}",
};

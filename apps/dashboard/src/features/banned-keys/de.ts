import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Ban key": "Schlüssel sperren",
  "The device with this key is cut off at once. A ban can be lifted again.":
    "Das Gerät mit diesem Schlüssel wird sofort getrennt. Eine Sperrung lässt sich wieder aufheben.",
  "From the door's page, or its history.": "Von der Seite der Tür oder aus ihrem Verlauf.",
  "A fingerprint has 43 letters, digits, dashes and underscores.":
    "Ein Fingerabdruck hat 43 Buchstaben, Ziffern, Binde- und Unterstriche.",
  "Banned keys": "Gesperrte Schlüssel",
  "A board that was stolen or lost: its key can no longer register with any door here.":
    "Für gestohlene oder verlorene Platinen: Ihr Schlüssel kann sich hier an keiner Tür mehr anmelden.",
  "No key is banned.": "Kein Schlüssel ist gesperrt.",
  "Lift ban": "Sperrung aufheben",
};

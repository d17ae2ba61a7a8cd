import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Signed in": "Angemeldet",
  "Browsers that are signed in as you. End those that you do not know, or no longer use.":
    "Browser, die mit Ihrem Konto angemeldet sind. Beenden Sie, was Sie nicht kennen oder nicht mehr benutzen.",
  "End all others": "Alle anderen beenden",
  "This browser": "Dieser Browser",
  "Last used {0}": "Zuletzt benutzt {0}",
  "from {0}": "von {0}",
  "signed in {0}": "angemeldet {0}",
  "End the sign-in of {0}": "Anmeldung von {0} beenden",
  End: "Beenden",
  "{0} on {1}": "{0} auf {1}",
  "Unknown device": "Unbekanntes Gerät",
};

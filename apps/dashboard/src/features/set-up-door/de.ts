import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  Installing: "Wird installiert",
  "{0} percent written": "{0} Prozent geschrieben",
  "{0} of {1} kB": "{0} von {1} kB",
  "about {0} left": "noch etwa {0}",
  "Bringing the board into its loader…": "Die Platine wird in ihren Lader gebracht …",
  "The connection is not good enough; once more at {0} baud…":
    "Die Verbindung ist nicht gut genug; noch einmal mit {0} Baud …",
  "Found {0}": "Gefunden: {0}",
  "Fetching the firmware and checking it…": "Die Firmware wird geholt und geprüft …",
  "Erasing everything… this can take half a minute":
    "Alles wird gelöscht … das kann eine halbe Minute dauern",
  "Writing…": "Wird geschrieben …",
  "Checking what was written…": "Das Geschriebene wird geprüft …",
  "Written and verified. Restarting the board…": "Geschrieben und geprüft. Die Platine wird neu gestartet …",
  "Written and verified. Waiting for the board to start…":
    "Geschrieben und geprüft. Warten, bis die Platine startet …",
  "The board is making its own key… this can take a minute, once":
    "Die Platine erzeugt ihren eigenen Schlüssel … das kann einmal eine Minute dauern",
  "{0} min {1} s": "{0} Min. {1} Sek.",
  "too weak": "zu schwach",
  "This browser cannot talk to a board": "Dieser Browser kann nicht mit einer Platine sprechen",
  "Setting up a door needs Web Serial, which lets a page use a USB cable once you have allowed it.":
    "Um eine Tür einzurichten, braucht es Web Serial: Damit kann eine Seite ein USB-Kabel benutzen, wenn Sie es erlaubt haben.",
  "It also needs a secure address: open this page over https, or on localhost.":
    "Dazu gehört auch eine sichere Adresse: Öffnen Sie diese Seite über https oder auf localhost.",
  "Browsers that can": "Diese Browser können es",
  "Chrome, Edge or Opera on a computer, version 89 or newer (Opera: 76)":
    "Chrome, Edge oder Opera auf einem Computer, ab Version 89 (Opera: 76)",
  "Firefox on a computer, version 151 or newer": "Firefox auf einem Computer, ab Version 151",
  "A current Chrome on Android, with a USB-OTG adapter, on phones that support it":
    "Ein aktuelles Chrome auf Android, mit USB-OTG-Adapter, auf Handys, die das können",
  "Safari and every browser on iPhone and iPad cannot.":
    "Safari und alle Browser auf iPhone und iPad können es nicht.",
  "What to do now": "Was jetzt zu tun ist",
  "Open this address in one of them and sign in again. It is needed for the set-up only: doors open from any browser.":
    "Öffnen Sie diese Adresse in einem davon und melden Sie sich dort an. Das braucht es nur zum Einrichten: Türen öffnen sich aus jedem Browser.",
  "The board tries again…": "Die Platine versucht es noch einmal …",
  "Sending; the board restarts with its new settings…":
    "Wird gesendet; die Platine startet mit den neuen Einstellungen …",
  "The board is making its key…": "Die Platine erzeugt ihren Schlüssel …",
  "The board joins the Wi-Fi…": "Die Platine verbindet sich mit dem WLAN …",
  "The board registers at the server…": "Die Platine meldet sich beim Server an …",
  "The board is online.": "Die Platine ist online.",
  "Choose port": "Anschluss wählen",
  Port: "Anschluss",
  "A board at a USB port": "Eine Platine am USB-Anschluss",
  "Opens your browser's own list of ports": "Öffnet die Liste der Anschlüsse Ihres Browsers",
  "Simulated here; runs the same steps as a real board":
    "Hier simuliert; durchläuft dieselben Schritte wie eine echte Platine",
  "Looking for virtual doors…": "Virtuelle Türen werden gesucht …",
  Back: "Zurück",
  "The board has no key yet.": "Die Platine hat noch keinen Schlüssel.",
};

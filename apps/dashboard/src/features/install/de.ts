import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Install esplock": "esplock installieren",
  "Puts the door's program on an ESP32 and nothing else: no door is made, and the board gets no settings but its Wi-Fi. To set up a whole door, sign in and use “Set up a door”, which also verifies what it wrote.":
    "Spielt nur das Programm der Tür auf einen ESP32: Es wird keine Tür angelegt, und die Platine bekommt keine Einstellungen außer dem WLAN. Um eine ganze Tür einzurichten, melden Sie sich an und wählen „Tür einrichten“; dort wird auch geprüft, was geschrieben wurde.",
  Connect: "Verbinden",
  "This browser cannot talk to a board.": "Dieser Browser kann nicht mit einer Platine sprechen.",
  "Open this page over https, or on localhost.": "Öffnen Sie diese Seite über https oder auf localhost.",
  "Leave “Erase device” unticked to keep a board's key and settings.":
    "Lassen Sie „Erase device“ ohne Häkchen, um Schlüssel und Einstellungen der Platine zu behalten.",
};

import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Your release keys": "Ihre Release-Schlüssel",
  "Public keys as “openlock-release public” prints them, one a line. Kept in this browser, and given to the board for its updates.":
    "Öffentliche Schlüssel, wie „openlock-release public“ sie ausgibt, einer pro Zeile. Sie bleiben in diesem Browser und werden der Platine für ihre Updates mitgegeben.",
  "Not public P-256 keys, or more than four": "Keine öffentlichen P-256-Schlüssel, oder mehr als vier",
  "Firmware is installed only where one of these keys has signed its application. Its bootloader and partition table are compared with this server's hashes.":
    "Firmware wird nur installiert, wenn einer dieser Schlüssel ihre Anwendung signiert hat. Bootloader und Partitionstabelle werden mit den Prüfsummen dieses Servers verglichen.",
  "Without a key only this server's hashes are compared: you trust the server with what it installs. The board then takes no updates over the air.":
    "Ohne Schlüssel werden nur die Prüfsummen dieses Servers verglichen: Sie vertrauen ihm bei dem, was er installiert. Die Platine nimmt dann keine Updates über Funk an.",
};

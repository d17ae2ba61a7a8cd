import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "The board's log says:": "Im Protokoll der Platine steht:",
  "What is documented about it": "Was darüber dokumentiert ist",
  "No port was chosen.": "Es wurde kein Anschluss gewählt.",
  "If the board is not in the list, use another USB cable: many carry power and no data. Then look for the driver of the board's USB chip.":
    "Wenn die Platine nicht in der Liste steht, nehmen Sie ein anderes USB-Kabel: viele führen nur Strom und keine Daten. Suchen Sie danach den Treiber für den USB-Chip der Platine.",
  "That port is Bluetooth, not a cable.": "Dieser Anschluss ist Bluetooth und kein Kabel.",
  "Choose the port that appears in the list when you plug the board in.":
    "Wählen Sie den Anschluss, der in der Liste erscheint, wenn Sie die Platine einstecken.",
  "What is at that port does not look like an ESP32 board.":
    "Was an diesem Anschluss steckt, sieht nicht nach einer ESP32-Platine aus.",
  "Choose the port that appears in the list when you plug the board in. It is often called CP210x, CH340 or USB JTAG.":
    "Wählen Sie den Anschluss, der in der Liste erscheint, wenn Sie die Platine einstecken. Er heißt oft CP210x, CH340 oder USB JTAG.",
  "Something else is using the port.": "Etwas anderes benutzt den Anschluss.",
  "The connection to the board was lost.": "Die Verbindung zur Platine ist abgebrochen.",
  "This board's USB goes away whenever it resets, and has not come back.":
    "Der USB-Anschluss dieser Platine verschwindet bei jedem Neustart und ist nicht wiedergekommen.",
  "esplock does not talk on this USB socket.": "An dieser USB-Buchse meldet sich esplock nicht.",
  "Use the board's other USB socket, marked UART or COM. Where it has none, connect a USB adapter to its TX and RX.":
    "Nehmen Sie die andere USB-Buchse der Platine, mit UART oder COM beschriftet. Gibt es keine, schließen Sie einen USB-Adapter an TX und RX an.",
  "The board gets too little power: its voltage drops, and it resets.":
    "Die Platine bekommt zu wenig Strom: Die Spannung bricht ein, und sie startet neu.",
  "Use a short, thick USB cable, straight into the computer or into a supply of 1 A or more, and take off what else the board feeds.":
    "Nehmen Sie ein kurzes, dickes USB-Kabel, direkt am Computer oder an einem Netzteil mit mindestens 1 A, und klemmen Sie ab, was die Platine sonst noch versorgt.",
  "There is no program on the board yet.": "Auf der Platine ist noch kein Programm.",
  "Go back to Install esplock and install it.":
    "Gehen Sie zurück zu „esplock installieren“ und installieren Sie es.",
  "The program on the board is damaged, or for another board.":
    "Das Programm auf der Platine ist beschädigt oder für eine andere Platine.",
  "Go back to Install esplock and install it again. If it happens twice, use another board.":
    "Gehen Sie zurück zu „esplock installieren“ und installieren Sie es noch einmal. Passiert es zweimal, nehmen Sie eine andere Platine.",
  "The board's flash memory does not keep what is written to it.":
    "Der Flash-Speicher der Platine behält nicht, was auf ihn geschrieben wird.",
  "Use another board. This one's memory is worn out or broken.":
    "Nehmen Sie eine andere Platine. Der Speicher von dieser ist abgenutzt oder kaputt.",
  "The board starts, crashes and starts again.": "Die Platine startet, stürzt ab und startet wieder.",
  "Go back to Install esplock and install it with “Erase everything”. If it goes on, use another board.":
    "Gehen Sie zurück zu „esplock installieren“ und installieren Sie es mit „Alles löschen“. Geht es weiter so, nehmen Sie eine andere Platine.",
  "Something that is wired to the board keeps it from starting.":
    "Etwas, das an der Platine angeschlossen ist, hindert sie am Starten.",
  "Take off what is connected to the pins that decide how it starts: 0, 2, 12 and 15 on an ESP32, 2, 8 and 9 on a C3.":
    "Klemmen Sie ab, was an den Pins hängt, die über den Start entscheiden: 0, 2, 12 und 15 beim ESP32, 2, 8 und 9 beim C3.",
  "The board did not go into its loader by itself.":
    "Die Platine ist nicht von selbst in ihren Lader gegangen.",
  "Unplug the board, hold its BOOT button while you plug it in again, choose its port once more, and try again.":
    "Ziehen Sie die Platine ab, halten Sie beim Einstecken ihre Taste BOOT gedrückt, wählen Sie ihren Anschluss noch einmal, und versuchen Sie es wieder.",
  "The board is in its loader and waits; its program does not run.":
    "Die Platine ist in ihrem Lader und wartet; ihr Programm läuft nicht.",
  "Let go of BOOT, press RESET (or EN) on the board, then try again.":
    "Lassen Sie BOOT los, drücken Sie RESET (oder EN) auf der Platine, und versuchen Sie es noch einmal.",
  "The board is in its loader, but does not hear this computer.":
    "Die Platine ist in ihrem Lader, hört diesen Computer aber nicht.",
  "Take off what is connected to the board's RX pin, then try again.":
    "Klemmen Sie ab, was am RX-Pin der Platine hängt, und versuchen Sie es noch einmal.",
  "This board cannot be reset over its cable.": "Diese Platine lässt sich nicht über ihr Kabel neu starten.",
  "Use a board, or a USB adapter, whose DTR and RTS lead to EN and BOOT.":
    "Nehmen Sie eine Platine oder einen USB-Adapter, bei dem DTR und RTS zu EN und BOOT führen.",
  "What goes over the cable arrives garbled.": "Was über das Kabel geht, kommt verstümmelt an.",
  "This firmware is not for this board's chip.": "Diese Firmware ist nicht für den Chip dieser Platine.",
  "Use a board with an ESP32, ESP32-C3 or ESP32-S3.":
    "Nehmen Sie eine Platine mit ESP32, ESP32-C3 oder ESP32-S3.",
  "The board says nothing.": "Die Platine sagt nichts.",
  "The password for the network is wrong.": "Das WLAN-Passwort ist falsch.",
  "The board does not see the network.": "Die Platine sieht das WLAN nicht.",
  "The network did not let the board in.": "Das WLAN hat die Platine nicht hineingelassen.",
  "The clocks of the board and the server do not agree.":
    "Die Uhren der Platine und des Servers gehen verschieden.",
  "Set the clock of the server, then send the settings again: the board takes its time from it.":
    "Stellen Sie die Uhr des Servers, und senden Sie die Einstellungen noch einmal: Die Platine hat ihre Zeit von ihm.",
  "The board does not trust the server's certificate.":
    "Die Platine vertraut dem Zertifikat des Servers nicht.",
  "The server's certificate has expired.": "Das Zertifikat des Servers ist abgelaufen.",
  "The server's certificate is for another name.": "Das Zertifikat des Servers gilt für einen anderen Namen.",
  "What answers at the server's address does not speak TLS.":
    "Was unter der Adresse des Servers antwortet, spricht kein TLS.",
  "The board is on Wi-Fi and does not reach the server.":
    "Die Platine ist im WLAN und erreicht den Server nicht.",
};

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

  "Try again. What you have done so far is kept.":
    "Versuchen Sie es noch einmal. Was Sie bisher getan haben, bleibt.",

  // What failed, by its code.
  "provisioning|port-busy": "Der Anschluss wird gerade benutzt.",
  "provisioning|port-lost": "Die Verbindung zur Platine ist abgebrochen.",
  "provisioning|port-not-found": "Die Platine ist nach dem Neustart nicht zurückgekommen.",
  "provisioning|not-reset": "Die Platine lässt sich nicht über USB neu starten.",
  "provisioning|host-unreachable": "Die virtuellen Türen antworten nicht.",
  "provisioning|no-boot-mode": "Der Chip geht nicht in seinen Lader.",
  "provisioning|link-unreliable": "Die Verbindung zum Chip ist nicht zuverlässig.",
  "provisioning|wrong-chip": "Für diesen Chip gibt es keine Firmware.",
  "provisioning|flash-too-small": "Die Firmware passt nicht in den Flash-Speicher.",
  "provisioning|firmware-unavailable": "Die Firmware ließ sich nicht holen.",
  "provisioning|manifest-invalid": "Das Manifest der Firmware ist fehlerhaft.",
  "provisioning|image-corrupt": "Ein Image ist nicht, was sein Manifest sagt.",
  "provisioning|firmware-not-signed": "Keiner Ihrer Release-Schlüssel hat diese Firmware signiert.",
  "provisioning|identity-at-risk":
    "Diese Firmware würde Schlüssel und Einstellungen der Platine überschreiben.",
  "provisioning|write-failed": "Der Chip konnte nicht löschen oder schreiben.",
  "provisioning|verify-failed": "Was der Chip zurückliest, ist nicht, was geschrieben wurde.",
  "provisioning|no-answer": "Die Platine antwortet nicht.",
  "provisioning|bad-answer": "Die Platine antwortet nicht so, wie sie soll.",
  "provisioning|wifi-wrong-password": "Das WLAN-Passwort ist falsch.",
  "provisioning|wifi-network-gone": "Das WLAN ist nicht mehr da.",
  "provisioning|wifi-failed": "Die Platine konnte sich nicht mit dem WLAN verbinden.",
  "provisioning|bad-password": "Das ist nicht das Türpasswort dieser Platine.",
  "provisioning|locked-out": "Zu viele falsche Passwörter.",
  "provisioning|settings-refused": "Die Platine nimmt diese Einstellungen nicht an.",
  "provisioning|device-failed": "Die Platine konnte das nicht tun; es wurde nichts geändert.",
  "provisioning|not-online": "Die Tür ist nicht online gegangen.",

  // What to do about it.
  "This board's USB cannot press its RESET. Use a board, or a USB adapter, whose DTR and RTS lead to EN and BOOT.":
    "Das USB dieser Platine kann ihr RESET nicht drücken. Nehmen Sie eine Platine oder einen USB-Adapter, deren DTR und RTS an EN und BOOT liegen.",
  "Check that the virtual doors are running, then try again.":
    "Prüfen Sie, ob die virtuellen Türen laufen, und versuchen Sie es noch einmal.",
  "Use a board with a chip that this firmware is made for.":
    "Nehmen Sie eine Platine mit einem Chip, für den diese Firmware gemacht ist.",
  "Use a board with more flash memory.": "Nehmen Sie eine Platine mit mehr Flash-Speicher.",
  "Check that this server has firmware for such a board, then try again.":
    "Prüfen Sie, ob dieser Server Firmware für eine solche Platine hat, und versuchen Sie es noch einmal.",
  "Tell whoever runs this server: its firmware manifest is broken.":
    "Wenden Sie sich an den Betreiber dieses Servers: Sein Firmware-Manifest ist fehlerhaft.",
  "Try again. If it happens twice, tell whoever runs this server: a firmware image is damaged.":
    "Versuchen Sie es noch einmal. Geschieht es wieder, wenden Sie sich an den Betreiber dieses Servers: Ein Firmware-Image ist beschädigt.",
  "Ask whoever makes the firmware for one that is signed, or check which release keys you have entered.":
    "Lassen Sie sich signierte Firmware geben, oder prüfen Sie, welche Release-Schlüssel Sie eingetragen haben.",
  "Choose “Erase everything” if the board may lose its identity, or use firmware with separate parts.":
    "Wählen Sie „Alles löschen“, wenn die Platine ihre Identität verlieren darf, oder nehmen Sie Firmware in getrennten Teilen.",
  "Try again. If it happens twice, the board's flash memory may be worn out.":
    "Versuchen Sie es noch einmal. Geschieht es wieder, ist der Flash-Speicher der Platine vielleicht verschlissen.",
  "Try again. If it happens twice, the board's flash memory may be worn out: use another board.":
    "Versuchen Sie es noch einmal. Geschieht es wieder, ist der Flash-Speicher vielleicht verschlissen: Nehmen Sie eine andere Platine.",
  "Install the current esplock on the board, then try again.":
    "Installieren Sie das aktuelle esplock auf der Platine und versuchen Sie es noch einmal.",
  "Type the door password that this board was set up with, or erase the board to start afresh.":
    "Geben Sie das Türpasswort ein, mit dem diese Platine eingerichtet wurde, oder löschen Sie die Platine, um neu anzufangen.",
  "Wait for the time that the board says, then type the right password.":
    "Warten Sie so lange, wie die Platine sagt, und geben Sie dann das richtige Passwort ein.",
  "Check the settings named here, then send them again.":
    "Prüfen Sie die Einstellungen und senden Sie sie noch einmal.",
  "Press RESET (or EN) on the board, then try again.":
    "Drücken Sie RESET (oder EN) auf der Platine und versuchen Sie es noch einmal.",
  "Check what the board says, change the settings where needed, then try again.":
    "Prüfen Sie, was die Platine sagt, ändern Sie bei Bedarf die Einstellungen und versuchen Sie es noch einmal.",

  // What keeps a board from being online, as it says it.
  "trouble|wifi-wrong-password": "Das WLAN-Passwort ist falsch.",
  "trouble|wifi-no-access-point": "Das WLAN ist hier nicht zu finden.",
  "trouble|wifi-timeout": "Das WLAN antwortet nicht rechtzeitig.",
  "trouble|unreachable": "Der Server ist nicht erreichbar.",
  "trouble|timeout": "Der Server antwortet nicht rechtzeitig.",
  "trouble|certificate-untrusted": "Dem Zertifikat des Servers wird nicht vertraut.",
  "trouble|certificate-expired": "Das Zertifikat des Servers ist abgelaufen.",
  "trouble|certificate-not-yet-valid": "Das Zertifikat des Servers gilt noch nicht.",
  "trouble|certificate-name": "Das Zertifikat des Servers ist für einen anderen Namen.",
  "trouble|not-tls": "Unter der Adresse des Servers antwortet kein HTTPS.",
  "trouble|registration-refused": "Der Server hat die Anmeldung der Platine abgelehnt.",
  "trouble|removed": "Der Server hat die Platine getrennt.",
  "Go back to Wi-Fi and type the network's password again.":
    "Gehen Sie zurück zum WLAN und geben Sie das Passwort des Netzes noch einmal ein.",
  "Go back to Wi-Fi and choose a network that is in reach at the door.":
    "Gehen Sie zurück zum WLAN und wählen Sie ein Netz, das an der Tür erreichbar ist.",
  "Try again; if it happens twice, go back to Wi-Fi and choose another network.":
    "Versuchen Sie es noch einmal; geschieht es wieder, gehen Sie zurück zum WLAN und wählen Sie ein anderes Netz.",
  "Whoever runs the server has to look at its clock and certificate.":
    "Der Betreiber des Servers muss Uhr und Zertifikat prüfen.",
  "Send the settings again, with a new claim code. If it is refused again, this door belongs to another board.":
    "Senden Sie die Einstellungen noch einmal, mit neuem Einrichtungscode. Wird es wieder abgelehnt, gehört diese Tür zu einer anderen Platine.",
  "Lift the ban on this board's key, or set the board up for another door.":
    "Heben Sie die Sperrung des Schlüssels dieser Platine auf, oder richten Sie die Platine für eine andere Tür ein.",
  "Made for this door. It is the master key: whoever has it opens the door, and without it nobody can change the board's settings but by erasing it. Keep it in a password manager, or print it and lock it away.":
    "Für diese Tür gemacht. Es ist der Generalschlüssel: Wer es hat, öffnet die Tür, und ohne es lassen sich die Einstellungen der Platine nur ändern, indem man sie löscht. Bewahren Sie es in einem Passwortmanager auf, oder drucken Sie es und schließen Sie es weg.",
  "Copy password": "Passwort kopieren",
  "Print password": "Passwort drucken",
  "Set up a door": "Tür einrichten",
  "Name the door": "Tür benennen",
  "Connect the board": "Platine verbinden",
  "First unlock": "Erstes Aufschließen",
  "Lock pin": "Schloss-Pin",
  Steps: "Schritte",
  "All done": "Alles fertig",
  "Step {0} of {1}": "Schritt {0} von {1}",
  "Progress of the set-up": "Fortschritt der Einrichtung",
  "The board is online, but for another door.": "Die Platine ist online, aber für eine andere Tür.",
  "Plug the ESP32 into this computer with a USB cable that carries data; many cables only charge.":
    "Stecken Sie den ESP32 mit einem USB-Kabel, das Daten überträgt, an diesen Computer; viele Kabel laden nur.",
  "The board's power light comes on once it is plugged in.":
    "Die Betriebslampe der Platine geht an, sobald sie eingesteckt ist.",
  "The port is often called “CP2102”, “CH340”, “USB Serial” or “USB JTAG”.":
    "Der Anschluss heißt oft „CP2102“, „CH340“, „USB Serial“ oder „USB JTAG“.",
  "No port in the list? Try another cable, then the driver for the board's USB chip.":
    "Kein Anschluss in der Liste? Versuchen Sie ein anderes Kabel, dann den Treiber für den USB-Chip der Platine.",
  "Asking the board what is on it…": "Die Platine wird gefragt, was auf ihr ist …",
  "Look again": "Noch einmal nachsehen",
  "“{0}” is ready": "„{0}“ ist bereit",
  "It has opened and locked again. You can unplug the board and mount it; it needs nothing but power.":
    "Sie hat auf- und wieder abgeschlossen. Sie können die Platine abziehen und einbauen; sie braucht nur Strom.",
  "Set up another door": "Weitere Tür einrichten",
  "Add the people who may use it under People.": "Fügen Sie unter „Personen“ hinzu, wer sie benutzen darf.",
  "Anybody else needs the door password once, in their own browser.":
    "Alle anderen brauchen das Türpasswort einmal, in ihrem eigenen Browser.",
  "Is it really this board?": "Ist es wirklich diese Platine?",
  "The fingerprint that the board shows over the cable must be the one that the server hands out.":
    "Der Fingerabdruck, den die Platine über das Kabel zeigt, muss der sein, den der Server herausgibt.",
  "Trust this key": "Diesem Schlüssel vertrauen",
  "Reading both fingerprints…": "Beide Fingerabdrücke werden gelesen …",
  "Check again": "Noch einmal prüfen",
  "The board, over the cable": "Die Platine, über das Kabel",
  "They do not match: stop here": "Sie stimmen nicht überein: Nicht weitermachen",
  "The server hands out another key than this board has. Commands for this door would be sealed to whoever holds that other key, door password and all. Either another board is registered for this door, or somebody has changed the key at the server. Do not use this door; ask whoever runs the server to look into it.":
    "Der Server gibt einen anderen Schlüssel heraus, als diese Platine hat. Befehle für diese Tür würden für den versiegelt, der den anderen Schlüssel hat, samt Türpasswort. Entweder ist für diese Tür eine andere Platine angemeldet, oder jemand hat den Schlüssel am Server geändert. Benutzen Sie diese Tür nicht; bitten Sie den Betreiber des Servers, dem nachzugehen.",
  "They match": "Sie stimmen überein",
  "Nobody stands between you and this board. This browser remembers the key, and says so if it ever changes.":
    "Niemand steht zwischen Ihnen und dieser Platine. Dieser Browser merkt sich den Schlüssel und sagt es, wenn er sich je ändert.",
  "It is the key that the board had before: its identity was kept.":
    "Es ist der Schlüssel, den die Platine schon hatte: Ihre Identität ist erhalten.",
  "It is not the key that the board had before: the board has a new identity.":
    "Es ist nicht der Schlüssel, den die Platine vorher hatte: Sie hat eine neue Identität.",
  "This puts the door's program on the board and checks that it is there, byte for byte.":
    "Das spielt das Programm der Tür auf die Platine und prüft Byte für Byte, dass es dort ist.",
  "Continue without installing": "Ohne Installieren weiter",
  "The board has the current esplock already. You can go on.":
    "Die Platine hat das aktuelle esplock schon. Sie können weitergehen.",
  Chip: "Chip",
  "On the board": "Auf der Platine",
  "To install": "Zu installieren",
  "What is on the board already": "Was schon auf der Platine ist",
  "Keep identity and settings": "Identität und Einstellungen behalten",
  "The right choice for an update or a repair": "Richtig für ein Update oder eine Reparatur",
  "Erase everything": "Alles löschen",
  "The board makes a new key; a door it was set up for no longer knows it":
    "Die Platine erzeugt einen neuen Schlüssel; eine Tür, für die sie eingerichtet war, kennt sie nicht mehr",
  "Yes, erase the board's key and all its settings":
    "Ja, Schlüssel und alle Einstellungen der Platine löschen",
  "Leave the cable in until this is done. If it slips out, nothing is lost: plug it in and install again.":
    "Lassen Sie das Kabel stecken, bis das fertig ist. Rutscht es heraus, ist nichts verloren: Stecken Sie es ein und installieren Sie noch einmal.",
  "Which door is it?": "Welche Tür ist es?",
  "Give it the name that people here use for it.": "Geben Sie ihr den Namen, den man hier benutzt.",
  "Create door": "Tür anlegen",
  "example|Front door": "Haustür",
  "Part of its address; it cannot be changed later.": "Teil ihrer Adresse; später nicht mehr zu ändern.",
  "Settings for the board": "Einstellungen für die Platine",
  "All of this goes over the cable; the server never sees the door password.":
    "All das geht über das Kabel; der Server sieht das Türpasswort nie.",
  "Send settings": "Einstellungen senden",
  Trusts: "Vertraut",
  "Make a new door password": "Neues Türpasswort machen",
  "Everybody who has the present one then needs the new one.":
    "Alle, die das jetzige haben, brauchen dann das neue.",
  "The board was set up before, and takes new settings only with the password it has.":
    "Die Platine war schon eingerichtet und nimmt neue Einstellungen nur mit ihrem jetzigen Passwort an.",
  "Sealing the command to the board's key…": "Der Befehl wird für den Schlüssel der Platine versiegelt …",
  "Sent; waiting for the board's own answer…": "Gesendet; warten auf die Antwort der Platine …",
  "The board has just restarted; sealing it anew…":
    "Die Platine ist gerade neu gestartet; er wird neu versiegelt …",
  "Open it for the first time": "Zum ersten Mal öffnen",
  "From this page, through the server, to the board: the same way that it will go every day.":
    "Von dieser Seite über den Server zur Platine: derselbe Weg wie jeden Tag.",
  Finish: "Fertig",
  "Unlock now": "Jetzt aufschließen",
  "The board has not said that it opened.": "Die Platine hat nicht gesagt, dass sie geöffnet hat.",
  "The door is open: the board's sealed answer says so.":
    "Die Tür ist offen: Die versiegelte Antwort der Platine sagt es.",
  "It locks again by itself in a few seconds…": "In wenigen Sekunden schließt sie von selbst wieder ab …",
  "The door has locked again by itself.": "Die Tür hat von selbst wieder abgeschlossen.",
  "Which Wi-Fi is at the door?": "Welches WLAN gibt es an der Tür?",
  "The board joins it now, so you see at once whether the password is right.":
    "Die Platine verbindet sich jetzt, damit Sie gleich sehen, ob das Passwort stimmt.",
  "Connect to Wi-Fi": "Mit WLAN verbinden",
  "Scan again": "Neu suchen",
  "Keep the present network": "Jetziges Netz behalten",
  "The board has a network from before. Keep it, or choose another.":
    "Die Platine hat noch ein Netz von früher. Behalten Sie es, oder wählen Sie ein anderes.",
  "The board looks for networks; this takes a few seconds…":
    "Die Platine sucht nach Netzen; das dauert einige Sekunden …",
  "The board joins “{0}”; this can take half a minute…":
    "Die Platine verbindet sich mit „{0}“; das kann eine halbe Minute dauern …",
  "Wi-Fi network": "WLAN",
  "The board sees no network here.": "Die Platine sieht hier kein Netz.",
  "Another network": "Anderes Netz",
  "Another network, whose name is hidden": "Anderes Netz mit verborgenem Namen",
  "found when installing": "zeigt sich beim Installieren",
  "this server's own certificate authority": "Der eigenen Zertifizierungsstelle dieses Servers",
  "public certificate authorities": "Öffentlichen Zertifizierungsstellen",
  strong: "stark",
  good: "gut",
  weak: "schwach",
  "no esplock yet": "noch kein esplock",
};

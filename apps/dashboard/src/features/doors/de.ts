import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Compare the keys": "Schlüssel vergleichen",
  "It has not said more yet.": "Mehr hat sie noch nicht gesagt.",
  "Door stands open": "Tür steht offen",
  "Door is shut": "Tür ist zu",
  "Housing opened": "Gehäuse geöffnet",
  "Last heard {0}": "Zuletzt gehört {0}",
  "QR code that leads to “{0}”": "QR-Code, der zu „{0}“ führt",
  "QR code: {0}": "QR-Code: {0}",
  "Link to “{0}”": "Link zu „{0}“",
  "It leads to this door's control, and opens it for nobody who may not: they sign in first, and hold the control.":
    "Er führt zur Bedienung dieser Tür und öffnet sie niemandem, der es nicht darf: Man meldet sich zuerst an und hält dann den Knopf gedrückt.",
  "Copy link": "Link kopieren",
  Print: "Drucken",
  "It was removed, or you may not use it.": "Sie wurde entfernt, oder Sie dürfen sie nicht benutzen.",
  "Your first door": "Ihre erste Tür",
  "No doors for you yet": "Noch keine Türen für Sie",
  "Take an ESP32 out of its box, connect it by USB, and in about two minutes a door opens from this page.":
    "Packen Sie einen ESP32 aus und schließen Sie ihn über USB an: In etwa zwei Minuten öffnet sich eine Tür von dieser Seite.",
  "Ask an owner or admin to add you to a door. It shows up here by itself.":
    "Bitten Sie einen Besitzer oder Admin, Ihnen eine Tür freizugeben. Sie erscheint hier von selbst.",
  "{0} first": "{0} zuerst",
  "When a door answers": "Wenn eine Tür antwortet",
  "Kept in this browser.": "Bleibt in diesem Browser.",
  Vibrate: "Vibrieren",
  "Once when it is unlocked, three times when it failed":
    "Einmal, wenn sie aufgeschlossen ist, dreimal, wenn es nicht ging",
  "This browser cannot do it": "Dieser Browser kann das nicht",
  Sound: "Ton",
  "Up when it is unlocked, down when it failed":
    "Aufwärts, wenn sie aufgeschlossen ist, abwärts, wenn es nicht ging",
  "Hold “{0}” open": "„{0}“ offen halten",
  "Hold open": "Offen halten",
  "The door stays unlocked for everybody until then, and locks by itself afterwards.":
    "Die Tür bleibt bis dahin für alle aufgeschlossen und schließt danach von selbst ab.",
  "For how long": "Wie lange",
  "{0} — until {1}": "{0} – bis {1}",
  "{0} minutes": "{0} Minuten",
  "1 hour": "1 Stunde",
  "{0} hours": "{0} Stunden",
  "This door shows another key than before": "Diese Tür zeigt einen anderen Schlüssel als bisher",
  "Commands are sealed to a door's key, so that nobody on the way can read or change them, the server included. This browser knows “{0}” by one key; now the server offers another. No command is sent until that is settled.":
    "Befehle werden für den Schlüssel einer Tür versiegelt, damit sie unterwegs niemand lesen oder ändern kann, auch der Server nicht. Dieser Browser kennt „{0}“ an einem Schlüssel; nun bietet der Server einen anderen an. Bis das geklärt ist, wird kein Befehl gesendet.",
  "Trusted until now": "Bisher vertraut",
  "Offered now": "Jetzt angeboten",
  "That is expected if the board was replaced or erased and set up anew. If neither was done, somebody may be trying to get at the door password: do not trust the new key, and tell whoever runs the server.":
    "Das ist zu erwarten, wenn die Platine ersetzt oder gelöscht und neu eingerichtet wurde. Wenn nicht, versucht vielleicht jemand, an das Türpasswort zu kommen: Vertrauen Sie dem neuen Schlüssel nicht, und wenden Sie sich an den Betreiber des Servers.",
  "I have compared the offered fingerprint with the one that the board itself shows over its cable, and they are the same.":
    "Ich habe den angebotenen Fingerabdruck mit dem verglichen, den die Platine selbst über ihr Kabel zeigt, und sie sind gleich.",
  "Trust the new key": "Dem neuen Schlüssel vertrauen",
  "Lock “{0}” down?": "„{0}“ sperren?",
  "The door locks at once and refuses to unlock for anybody, until an owner or admin lifts the lockdown. It does not stop people from leaving where the lock opens from inside.":
    "Die Tür schließt sofort ab und schließt niemandem mehr auf, bis ein Besitzer oder Admin die Sperre aufhebt. Hinaus kommt man weiterhin, wo sich das Schloss von innen öffnen lässt.",
  "An owner or admin has to set it up first.": "Ein Besitzer oder Admin muss sie zuerst einrichten.",
  "Set up device": "Gerät einrichten",
  "In lockdown. An owner or admin can lift it.":
    "Gesperrt. Ein Besitzer oder Admin kann die Sperre aufheben.",
  "Password of “{0}”": "Passwort von „{0}“",
  "This browser asks for it once. It is kept here alone, sealed by a key that cannot leave this browser; the server never learns it.":
    "Dieser Browser fragt einmal danach. Es bleibt nur hier, versiegelt mit einem Schlüssel, der diesen Browser nicht verlassen kann; der Server erfährt es nie.",
  "That is not this door's password. After five wrong ones the door refuses passwords for a while.":
    "Das ist nicht das Passwort dieser Tür. Nach fünf falschen nimmt die Tür für eine Weile keine an.",
  "Remove “{0}”?": "„{0}“ entfernen?",
  "Remove door": "Tür entfernen",
  "Its device is cut off at once and nobody can open the door from here any more. The history stays. The device keeps its settings until it is reset or set up anew.":
    "Ihr Gerät wird sofort getrennt, und niemand kann die Tür mehr von hier öffnen. Der Verlauf bleibt. Das Gerät behält seine Einstellungen, bis es zurückgesetzt oder neu eingerichtet wird.",
  "Rename door": "Tür umbenennen",
  "Door name": "Name der Tür",
  "All doors, those of the future too": "Alle Türen, auch künftige",
  "Only these": "Nur diese",
  "There are no doors yet.": "Es gibt noch keine Türen.",
  "No device yet": "Noch kein Gerät",
  "Not connected": "Nicht verbunden",
  "Not connected since {0}": "Nicht verbunden seit {0}",
  "Locked, in lockdown": "Abgeschlossen, gesperrt",
  "Held open": "Offen gehalten",
  "Held open until {0}": "Offen gehalten bis {0}",
  "Unlocked, about to lock": "Aufgeschlossen, schließt gleich ab",
  "Unlocked until {0}": "Aufgeschlossen bis {0}",
  "Unlocked, locks in {0} s": "Aufgeschlossen, schließt in {0} s ab",
  Identify: "Blinken lassen",
  "Sending…": "Wird gesendet …",
  Blinking: "Blinkt",
  "That is not this door's password": "Das ist nicht das Passwort dieser Tür",
  "You may not do this at this door": "Das dürfen Sie an dieser Tür nicht",
  "The door and this device do not agree about the time":
    "Die Tür und dieses Gerät haben verschiedene Uhrzeiten",
  "The door has seen this command already": "Die Tür kennt diesen Befehl schon",
  "The door has just restarted": "Die Tür ist gerade neu gestartet",
  "The door takes no passwords for a while": "Die Tür nimmt eine Weile keine Passwörter an",
  "The door is in lockdown": "Die Tür ist gesperrt",
  "The door does not know this command": "Die Tür kennt diesen Befehl nicht",
  "The door could not do it": "Die Tür konnte das nicht tun",
  "You are signed out": "Sie sind abgemeldet",
  "Your role does not include this": "Ihre Rolle umfasst das nicht",
  "This door's device is banned": "Das Gerät dieser Tür ist gesperrt",
  "This door is not there any more": "Diese Tür gibt es nicht mehr",
  "This door has no device yet": "Diese Tür hat noch kein Gerät",
  "Too many commands at once": "Zu viele Befehle auf einmal",
  "The door is not connected": "Die Tür ist nicht verbunden",
  "The door did not answer": "Die Tür hat nicht geantwortet",
  "No answer in time": "Keine Antwort in der Zeit",
  "The answer did not come from the door": "Die Antwort kam nicht von der Tür",
  "The door could not read the command": "Die Tür konnte den Befehl nicht lesen",
  "Something went wrong in this page": "In dieser Seite ist etwas schiefgegangen",
  "Reload it, then try again. Nothing is known to have happened at the door.":
    "Laden Sie sie neu und versuchen Sie es noch einmal. Ob an der Tür etwas geschehen ist, ist nicht bekannt.",
  "Wait {0} seconds, then try again.": "Warten Sie {0} Sekunden und versuchen Sie es dann noch einmal.",
  "Wait {0} minutes, then try again.": "Warten Sie {0} Minuten und versuchen Sie es dann noch einmal.",
  "Check the door password and try again. After five wrong ones the door refuses passwords for a while.":
    "Prüfen Sie das Türpasswort und versuchen Sie es noch einmal. Nach fünf falschen nimmt die Tür für eine Weile keine an.",
  "Ask an owner of the door for a grant that covers this command and time.":
    "Bitten Sie einen Besitzer der Tür um einen Zugang, der diesen Befehl und diese Zeit umfasst.",
  "Check that this device's clock is right, then try again.":
    "Prüfen Sie die Uhr dieses Geräts und versuchen Sie es noch einmal.",
  "Send a new command.": "Senden Sie einen neuen Befehl.",
  "The door has just restarted. Try again.":
    "Die Tür ist gerade neu gestartet. Versuchen Sie es noch einmal.",
  "Too many wrong passwords. Wait some minutes, then try again.":
    "Zu viele falsche Passwörter. Warten Sie einige Minuten und versuchen Sie es dann noch einmal.",
  "The door is in lockdown. Lift the lockdown first.":
    "Die Tür ist gesperrt. Heben Sie zuerst die Sperre auf.",
  "The door's firmware does not know this command. Update it.":
    "Die Firmware der Tür kennt diesen Befehl nicht. Aktualisieren Sie sie.",
  "Check the command's arguments.": "Prüfen Sie die Angaben zum Befehl.",
  "The door could not do it. Try again; if that does not help, look at the door.":
    "Die Tür konnte das nicht tun. Versuchen Sie es noch einmal; hilft das nicht, sehen Sie an der Tür nach.",
  "Sign in again.": "Melden Sie sich wieder an.",
  "Ask an owner or admin of the relay for the right to do this.":
    "Bitten Sie einen Besitzer oder Admin um das Recht dazu.",
  "The key of this door's device is banned. An admin can set the device up anew.":
    "Der Schlüssel des Geräts dieser Tür ist gesperrt. Ein Admin kann es neu einrichten.",
  "Too much was refused from this address. Wait, or ask an admin to lift the block.":
    "Von dieser Adresse wurde zu viel abgewiesen. Warten Sie, oder bitten Sie einen Admin, die Sperrung aufzuheben.",
  "Check the Door ID, and that you may use this door.":
    "Prüfen Sie die Türkennung und ob Sie diese Tür benutzen dürfen.",
  "Reload the page; if that does not help, this version does not fit the relay's.":
    "Laden Sie die Seite neu; hilft das nicht, passt ihre Version nicht zum Server.",
  "The door shows another key than before. If its device was not replaced, somebody may be between you and the door: do not trust the new key until its fingerprint was compared at the device.":
    "Die Tür zeigt einen anderen Schlüssel als bisher. Wurde ihr Gerät nicht ersetzt, steht vielleicht jemand zwischen Ihnen und der Tür: Vertrauen Sie dem neuen Schlüssel erst, wenn sein Fingerabdruck am Gerät verglichen ist.",
  "Wait a moment, then try again.": "Warten Sie einen Augenblick und versuchen Sie es dann noch einmal.",
  "The door has no connection. Check its power and Wi-Fi; nothing was sent, and nothing will be later.":
    "Die Tür hat keine Verbindung. Prüfen Sie Strom und WLAN; es wurde nichts gesendet, und es wird auch später nichts gesendet.",
  "The door did not answer in time. Look at the door before you try again.":
    "Die Tür hat nicht rechtzeitig geantwortet. Sehen Sie an der Tür nach, bevor Sie es noch einmal versuchen.",
  "Check your connection, then try again.": "Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
  "Look at the door before you try again.": "Sehen Sie an der Tür nach, bevor Sie es noch einmal versuchen.",
  "Try again.": "Versuchen Sie es noch einmal.",
  "Try again; if that does not help, tell whoever runs the relay.":
    "Versuchen Sie es noch einmal; hilft das nicht, wenden Sie sich an den Betreiber des Servers.",
  "Do not rely on it: look at the door, and tell whoever runs the relay.":
    "Verlassen Sie sich nicht darauf: Sehen Sie an der Tür nach, und wenden Sie sich an den Betreiber des Servers.",
  "Reload the page, so that the door's key is read anew, then try again.":
    "Laden Sie die Seite neu, damit der Schlüssel der Tür neu gelesen wird, und versuchen Sie es noch einmal.",
  "Give the door password, or a key with a grant.":
    "Geben Sie das Türpasswort an, oder einen Schlüssel mit Zugang.",
  "Compare the fingerprint at the device, then trust the key.":
    "Vergleichen Sie den Fingerabdruck am Gerät und vertrauen Sie dann dem Schlüssel.",
  "Allow this page to store data, then try again.":
    "Erlauben Sie dieser Seite, Daten zu speichern, und versuchen Sie es noch einmal.",
  "Use the relay's https address.": "Benutzen Sie die https-Adresse des Servers.",
  "Try again later.": "Versuchen Sie es später noch einmal.",
  "Press once more to unlock.": "Zum Aufschließen noch einmal drücken.",
  "Press once more to do it.": "Noch einmal drücken, um es zu tun.",
  "This door has a new board": "Diese Tür hat eine neue Platine",
  "Its key has changed. An owner of this door has compared the new one at the board and signed for it, by an owner key that your browser knows from before; the server says that it was {0}.":
    "Ihr Schlüssel ist ein anderer. Ein Besitzer dieser Tür hat den neuen an der Platine verglichen und dafür unterschrieben, mit einem Besitzer-Schlüssel, den Ihr Browser von früher kennt; laut Server war es {0}.",
  "Go on with the new key": "Mit dem neuen Schlüssel weiter",
  "The beginning of the new fingerprint": "Der Anfang des neuen Fingerabdrucks",
  "Ask an owner or admin, in person or by telephone, for its first {0} groups, as the set-up or their browser shows them, and type what they say.":
    "Fragen Sie einen Besitzer oder Admin, persönlich oder am Telefon, nach den ersten {0} Gruppen, wie die Einrichtung oder deren Browser sie zeigt, und tippen Sie, was Sie hören.",
  "That is another key than the one offered here. Do not trust it; tell whoever runs the server.":
    "Das ist ein anderer Schlüssel als der hier angebotene. Vertrauen Sie ihm nicht und sagen Sie dem Betreiber des Servers Bescheid.",
  "press and hold": "halten",
  "keep holding…": "weiter halten …",
  "press once more": "noch einmal",
  "hold a little longer": "etwas länger",
  "Press and hold. With a screen reader, press twice.":
    "Gedrückt halten. Mit einem Screenreader zweimal drücken.",
  "Hold it a little longer.": "Halten Sie etwas länger.",
  Good: "Gut",
  Fair: "Mittel",
  Weak: "Schwach",
  Device: "Gerät",
  Firmware: "Firmware",
  "Wi-Fi signal": "WLAN-Signal",
  "Running for": "Läuft seit",
  Battery: "Batterie",
  "Device since": "Gerät seit",
  "Hardware ID": "Hardware-Kennung",
  "No device has registered for this door yet. One can until {0}.":
    "Für diese Tür hat sich noch kein Gerät angemeldet. Bis {0} ist das möglich.",
  "No device has registered for this door yet.": "Für diese Tür hat sich noch kein Gerät angemeldet.",
  "Set up a device again": "Gerät neu einrichten",
  "Kept in this browser, sealed by a key that cannot leave it.":
    "In diesem Browser aufbewahrt, versiegelt mit einem Schlüssel, der ihn nicht verlassen kann.",
  "Not kept in this browser. It is asked for with the next command.":
    "In diesem Browser nicht aufbewahrt. Beim nächsten Befehl wird danach gefragt.",
  "Forget password": "Passwort vergessen",
  "Not used from this browser yet. The first command remembers it.":
    "Aus diesem Browser noch nicht benutzt. Der erste Befehl merkt ihn sich.",
  "The key that this browser trusts.": "Der Schlüssel, dem dieser Browser vertraut.",
  "Not the key that this browser trusts.": "Nicht der Schlüssel, dem dieser Browser vertraut.",
  "Hold open…": "Offen halten …",
  "Link and QR code…": "Link und QR-Code …",
  "Keys and access": "Schlüssel und Zugang",
  "Door settings": "Einstellungen der Tür",
  "Replace the board…": "Platine ersetzen …",
  "Rename…": "Umbenennen …",
  "Nothing was sent. Check your connection, reload the page, then try again.":
    "Es wurde nichts gesendet. Prüfen Sie Ihre Verbindung, laden Sie die Seite neu und versuchen Sie es noch einmal.",
  "Your key may not do this at this door": "Ihr Schlüssel darf das an dieser Tür nicht",
  "Its access may not include it, not count at this time, have ended, or have been taken back. See Your key.":
    "Vielleicht umfasst sein Zugang das nicht, gilt jetzt nicht, ist abgelaufen oder widerrufen. Sehen Sie unter „Ihr Schlüssel“ nach.",
};

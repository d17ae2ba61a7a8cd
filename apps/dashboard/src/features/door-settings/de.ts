import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Type the door password.": "Geben Sie das Türpasswort ein.",
  "Present door password": "Jetziges Türpasswort",
  "Tell the door": "Der Tür mitteilen",
  "Stop watching": "Nicht weiter verfolgen",
  "Not needed: this browser is an owner of this door, and signs the change.":
    "Nicht nötig: Dieser Browser ist Besitzer dieser Tür und unterschreibt die Änderung.",
  "Not needed: this browser keeps it. Type it where it may have changed.":
    "Nicht nötig: Dieser Browser hat es gespeichert. Geben Sie es ein, wenn es sich geändert haben kann.",
  "This browser does not keep it. The server never learns it.":
    "Dieser Browser hat es nicht gespeichert. Der Server erfährt es nie.",
  "It was removed, has another Door ID, or you may not use it.":
    "Sie wurde entfernt, hat eine andere Türkennung, oder Sie dürfen sie nicht benutzen.",
  "Settings of a door": "Einstellungen einer Tür",
  "Settings of {0}": "Einstellungen: {0}",
  "The door keeps these itself, and tells them to nobody: what is shown is what this server and this browser know. A change is sealed to the door's key, so that the server can neither read nor alter it.":
    "Die Tür bewahrt diese selbst auf und verrät sie niemandem: Gezeigt wird, was dieser Server und dieser Browser wissen. Eine Änderung wird für den Schlüssel der Tür versiegelt, sodass der Server sie weder lesen noch verändern kann.",
  "The door is not connected: it can be told nothing until it is back.":
    "Die Tür ist nicht verbunden: Ihr lässt sich nichts mitteilen, bis sie zurück ist.",
  Change: "Ändern",
  "How long it stays open after an unlock": "Wie lange sie nach dem Aufschließen offen bleibt",
  "What it does while it cannot reach the server": "Was sie tut, solange sie den Server nicht erreicht",
  "Connected with {0} dBm when it last said so": "Zuletzt mit {0} dBm verbunden",
  "Not known": "Nicht bekannt",
  "This one; boards that are set up here get {0}":
    "Dieser; Platinen, die hier eingerichtet werden, erhalten {0}",
  "This one, when it was last connected": "Dieser, als sie zuletzt verbunden war",
  "Kept in this browser, sealed by a key that cannot leave it":
    "In diesem Browser gespeichert, versiegelt mit einem Schlüssel, der ihn nicht verlassen kann",
  "Not kept in this browser": "In diesem Browser nicht gespeichert",
  "Whose updates over the air it takes": "Wessen Updates sie über Funk annimmt",
  "New Door ID": "Neue Türkennung",
  "Now: {0}. The name that people read, “{1}”, stays.":
    "Jetzt: {0}. Der Name, den alle lesen, „{1}“, bleibt.",
  "Small letters, digits and dashes; no dash at either end.":
    "Kleine Buchstaben, Ziffern und Bindestriche; am Anfang und am Ende kein Bindestrich.",
  "Links, QR codes and keys that were given are to end.":
    "Links, QR-Codes und vergebene Schlüssel sollen enden.",
  "What a door does that nobody has told otherwise, after 60 s.":
    "Das tut eine Tür nach 60 s, der nichts anderes gesagt wurde.",
  "Stay as it is": "Bleiben, wie sie ist",
  "What is held open stays open until its time.": "Was offen gehalten wird, bleibt bis zu seiner Zeit offen.",
  "For doors that fire code wants free.": "Für Türen, die der Brandschutz frei haben will.",
  "Whoever takes its connection away opens this door: that is meant.":
    "Wer ihr die Verbindung nimmt, öffnet diese Tür: Das ist so gewollt.",
  "Without connection, the door is to": "Ohne Verbindung soll die Tür",
  "After how many seconds": "Nach wie vielen Sekunden",
  "Of no account where it stays as it is.": "Ohne Bedeutung, wenn sie bleibt, wie sie ist.",
  "0 to 86400, which is a day.": "0 bis 86400, das ist ein Tag.",
  "A whole number from 0 to 86400.": "Eine ganze Zahl von 0 bis 86400.",
  "Too short: 12 characters or more.": "Zu kurz: mindestens 12 Zeichen.",
  "Too easy to guess: longer, or less regular.": "Zu leicht zu erraten: länger oder weniger regelmäßig.",
  "Strength: fair. A few more words make it good.": "Stärke: mittel. Ein paar Wörter mehr machen es gut.",
  "Strength: good.": "Stärke: gut.",
  "Make one": "Eines erzeugen",
  "My own": "Mein eigenes",
  "Where the new password comes from": "Woher das neue Passwort kommt",
  "I have stored the door password": "Ich habe das Türpasswort aufbewahrt",
  "It is not shown again.": "Es wird nicht noch einmal gezeigt.",
  "New door password": "Neues Türpasswort",
  "New door password again": "Neues Türpasswort noch einmal",
  "They are not the same.": "Sie sind nicht gleich.",
  "The door is to take no update over the air.": "Die Tür soll kein Update über Funk annehmen.",
  "Neither this browser nor this server has a release key.":
    "Weder dieser Browser noch dieser Server hat einen Release-Schlüssel.",
  "Kept in this browser": "In diesem Browser gespeichert",
  "Tick only those whose fingerprint you have compared: this server could name a key of its own.":
    "Wählen Sie nur die, deren Fingerabdruck Sie verglichen haben: Dieser Server könnte einen eigenen Schlüssel nennen.",
  "Seconds until it locks again": "Sekunden, bis sie wieder abschließt",
  "1 to 3600. A door that nobody has told another time takes 5.":
    "1 bis 3600. Eine Tür, der nichts anderes gesagt wurde, nimmt 5.",
  "A whole number from 1 to 3600.": "Eine ganze Zahl von 1 bis 3600.",
  "It stays open for {0} seconds after each unlock: that is meant.":
    "Sie bleibt nach jedem Aufschließen {0} Sekunden offen: Das ist so gewollt.",
  "Address of the new server": "Adresse des neuen Servers",
  "Boards that are set up here get {0}.": "Platinen, die hier eingerichtet werden, erhalten {0}.",
  "An address that begins with https://, without ? and #.":
    "Eine Adresse, die mit https:// beginnt, ohne ? und #.",
  "Its certificate authority": "Seine Zertifizierungsstelle",
  "Empty where the server has a certificate that browsers take. Else the one certificate (PEM) that the new server gives to boards.":
    "Leer, wenn der Server ein Zertifikat hat, das Browser annehmen. Sonst das eine Zertifikat (PEM), das der neue Server den Platinen gibt.",
  "Not one certificate in PEM.": "Kein einzelnes Zertifikat in PEM.",
  "Network name": "Netzname",
  "Exactly as the network calls itself, capitals and spaces too.":
    "Genau so, wie das Netz sich nennt, auch mit Großbuchstaben und Leerzeichen.",
  "At most 32 bytes.": "Höchstens 32 Bytes.",
  "Wi-Fi password": "WLAN-Passwort",
  "Empty for an open network.": "Leer für ein offenes Netz.",
  "8 to 63 letters, digits and signs, without umlauts.":
    "8 bis 63 Buchstaben, Ziffern und Zeichen, ohne Umlaute.",
  "This network reaches the door, and leads to this server.":
    "Dieses Netz reicht bis zur Tür und führt zu diesem Server.",
  "Time until it locks again": "Zeit, bis sie wieder abschließt",
  "Without connection": "Ohne Verbindung",
  "Door ID": "Türkennung",
  "It holds from the next unlock on. The door does not restart.":
    "Es gilt ab dem nächsten Aufschließen. Die Tür startet nicht neu.",
  "It holds at once. The door does not restart.": "Es gilt sofort. Die Tür startet nicht neu.",
  "After a restart the door starts locked, and counts as without connection until it has reached the server.":
    "Nach einem Neustart ist die Tür erst zu und gilt als ohne Verbindung, bis sie den Server erreicht hat.",
  "The door restarts and is away for about 20 seconds. It cannot be opened from here meanwhile.":
    "Die Tür startet neu und ist etwa 20 Sekunden weg. So lange lässt sie sich von hier nicht öffnen.",
  "If it cannot join the new network in three tries, it goes back to the one from before by itself. That can take two minutes.":
    "Kommt sie in drei Versuchen nicht in das neue Netz, kehrt sie von selbst in das vorige zurück. Das kann zwei Minuten dauern.",
  "If it joins the new network but does not reach this server from there within 5 minutes, it goes back as well. Where neither works, it tries both in turn, until one does.":
    "Kommt sie in das neue Netz, erreicht von dort aber 5 Minuten lang diesen Server nicht, kehrt sie ebenfalls zurück. Geht keines von beiden, versucht sie es abwechselnd mit beiden, bis eines geht.",
  "The door restarts and leaves this server. It does not come back here by itself, and does not go back if the new server does not work: then it takes a cable.":
    "Die Tür startet neu und verlässt diesen Server. Sie kommt nicht von selbst zurück, auch dann nicht, wenn der neue Server nicht geht: Dann braucht es ein Kabel.",
  "The new server must know this door by its Door ID and its present key, as one does that was moved or restored from a backup. Any other refuses it.":
    "Der neue Server muss diese Tür mit ihrer Türkennung und ihrem jetzigen Schlüssel kennen, wie einer, der umgezogen ist oder aus einer Sicherung kommt. Jeder andere weist sie ab.",
  "The door restarts and is away for about 20 seconds. It comes back under the new Door ID.":
    "Die Tür startet neu und ist etwa 20 Sekunden weg. Sie kommt unter der neuen Türkennung zurück.",
  "Its address changes: links and QR codes to it lead nowhere, and have to be made anew.":
    "Ihre Adresse ändert sich: Links und QR-Codes zu ihr führen ins Leere und müssen neu gemacht werden.",
  "Keys that people were given for it end, for each names the Door ID: give access anew.":
    "Schlüssel, die dafür vergeben wurden, enden, denn jeder nennt die Türkennung: Vergeben Sie den Zugang neu.",
  "People, API keys, webhooks and alerts that have this door keep it; open invitations to it have to be sent anew. Its history so far stays under the old Door ID.":
    "Personen, API-Schlüssel, Webhooks und Meldungen, die diese Tür haben, behalten sie; offene Einladungen zu ihr müssen neu verschickt werden. Der bisherige Verlauf bleibt unter der alten Türkennung.",
  "There is no way back but to change it once more.": "Zurück geht es nur, indem Sie sie noch einmal ändern.",
  "This browser keeps the new one. What other people's browsers keep is wrong from then on: they are asked for the new one. Keys that were given to people go on.":
    "Dieser Browser merkt sich das neue. Was die Browser anderer gespeichert haben, ist dann falsch: Sie werden nach dem neuen gefragt. Vergebene Schlüssel gelten weiter.",
  "The password from before opens nothing any more.": "Das vorige Passwort öffnet nichts mehr.",
  "The door takes these keys and no others, at once. It does not restart.":
    "Die Tür nimmt sofort diese Schlüssel und keine anderen. Sie startet nicht neu.",
  "An update over the air is taken only where one of them has signed it; without any, none is.":
    "Ein Update über Funk nimmt sie nur, wenn einer davon es unterschrieben hat; ohne einen gar keines.",
  "The door has stored it and restarts…": "Die Tür hat es gespeichert und startet neu …",
  "Its own sealed answer says so.": "Das sagt ihre eigene, versiegelte Antwort.",
  "No answer came back": "Es kam keine Antwort zurück",
  "The door may have stored it all the same. Watching whether it restarts…":
    "Die Tür kann es trotzdem gespeichert haben. Es wird beobachtet, ob sie neu startet …",
  "The door is restarting…": "Die Tür startet neu …",
  "The door has left this server": "Die Tür hat diesen Server verlassen",
  "The door has not come back yet": "Die Tür ist noch nicht zurück",
  "The door is back; asking it…": "Die Tür ist zurück und wird gefragt …",
  "Only its own sealed answer counts.": "Nur ihre eigene, versiegelte Antwort zählt.",
  "Nothing was changed": "Es wurde nichts geändert",
  "{0}: nothing was changed": "{0}: Es wurde nichts geändert",
  "It counts. After five wrong ones in a row the door takes no password for 30 seconds, and twice as long after each further one.":
    "Es zählt. Nach fünf falschen hintereinander nimmt die Tür 30 Sekunden lang kein Passwort, nach jedem weiteren doppelt so lange.",
  "Too many wrong ones were tried, here or elsewhere, and the right one is not looked at either. Wait, or use a browser that is an owner of this door: its key is taken all the time.":
    "Es wurden hier oder anderswo zu viele falsche versucht, und auch das richtige wird nicht angesehen. Warten Sie, oder nehmen Sie einen Browser, der Besitzer dieser Tür ist: Sein Schlüssel wird immer angenommen.",
  "{0}: it may have been changed all the same": "{0}: Es kann trotzdem geändert worden sein",
  "The door's own sealed answer says so.": "Das sagt die eigene, versiegelte Antwort der Tür.",
  "The door went back to its Wi-Fi from before": "Die Tür ist in ihr voriges WLAN zurückgekehrt",
  "It could not join the new network, or did not reach this server from there. Check its name, its password, that it reaches the door on 2.4 GHz, and that it leads to this server; then try again.":
    "Sie kam nicht in das neue Netz oder erreichte von dort diesen Server nicht. Prüfen Sie seinen Namen, sein Passwort, ob es die Tür mit 2,4 GHz erreicht und ob es zu diesem Server führt; dann versuchen Sie es noch einmal.",
  "Nothing has changed": "Es hat sich nichts geändert",
  "The door had these settings already, or did not store them.":
    "Die Tür hatte diese Einstellungen schon oder hat sie nicht gespeichert.",
  "The door has the new time": "Die Tür hat die neue Zeit",
  "The door knows what to do without connection": "Die Tür weiß, was sie ohne Verbindung tun soll",
  "The door is back on the new Wi-Fi": "Die Tür ist im neuen WLAN zurück",
  "The door reaches this server at its new address": "Die Tür erreicht diesen Server unter der neuen Adresse",
  "The door has its new Door ID": "Die Tür hat ihre neue Türkennung",
  "The door has its new password": "Die Tür hat ihr neues Passwort",
  "The door has these release keys": "Die Tür hat diese Release-Schlüssel",
  "It looks for the new one now. Look there whether it has arrived; this page shows it if it comes back here. To bring it back, set it up again with a cable.":
    "Sie sucht jetzt den neuen. Sehen Sie dort nach, ob sie angekommen ist; kommt sie hierher zurück, zeigt es diese Seite. Um sie zurückzuholen, richten Sie sie mit einem Kabel neu ein.",
  "Look at its light and its power. It is looked for further, and shows here once it is back.":
    "Sehen Sie nach ihrem Licht und ihrem Strom. Sie wird weiter gesucht und erscheint hier, sobald sie zurück ist.",
  "Neither the new network nor the one from before has led it to this server so far; it tries both in turn. See that one of them reaches the door and leads to this server, and the door comes by itself. Else connect it by a cable and set it up again; what it knows stays. It is looked for further.":
    "Bisher hat weder das neue noch das vorige Netz sie zu diesem Server geführt; sie versucht es abwechselnd mit beiden. Sorgen Sie dafür, dass eines davon die Tür erreicht und zu diesem Server führt, dann kommt sie von selbst. Sonst schließen Sie sie mit einem Kabel an und richten sie neu ein; was sie weiß, bleibt. Sie wird weiter gesucht.",
  "About 20 seconds where the new network works; about two minutes where it cannot join it and goes back, and six where it joins it and does not reach this server.":
    "Etwa 20 Sekunden, wenn das neue Netz geht; etwa zwei Minuten, wenn sie nicht hineinkommt und zurückkehrt, und sechs, wenn sie hineinkommt und diesen Server nicht erreicht.",
  "It goes to the new server.": "Sie geht zum neuen Server.",
  "About 20 seconds.": "Etwa 20 Sekunden.",
};

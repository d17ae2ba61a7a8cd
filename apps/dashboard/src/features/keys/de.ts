import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Keys of {0}": "Schlüssel von {0}",
  "This browser's key": "Der Schlüssel dieses Browsers",
  "With a key of your own you need no door password. It never leaves this browser, and whoever gives it access can take that back from you alone.":
    "Mit einem eigenen Schlüssel brauchen Sie kein Türpasswort. Er verlässt diesen Browser nie, und wer ihm Zugang gibt, kann ihn Ihnen allein wieder nehmen.",
  "Make a key": "Schlüssel erzeugen",
  "This browser keeps no keys, perhaps because this window is private.":
    "Dieser Browser bewahrt keine Schlüssel auf, vielleicht weil dieses Fenster privat ist.",
  "There is no door for you yet.": "Es gibt noch keine Tür für Sie.",
  "There is no key of yours in this browser yet.":
    "In diesem Browser gibt es noch keinen Schlüssel von Ihnen.",
  "Read this out to whoever gives you access:": "Lesen Sie dies vor, wenn Ihnen jemand Zugang gibt:",
  "Asked; nobody has answered yet": "Angefragt; noch hat niemand geantwortet",
  "Ask for access to {0}": "Zugang zu {0} anfragen",
  "Ask for access": "Zugang anfragen",
  "Refused: {0}": "Abgelehnt: {0}",
  "without a reason": "ohne Grund",
  "No access by this key": "Kein Zugang mit diesem Schlüssel",
  "Each may do anything at this door and give access to it. As this server was told; the door has a list of its own.":
    "Jeder darf an dieser Tür alles und kann Zugang zu ihr geben. So wurde es diesem Server gesagt; die Tür hat ihre eigene Liste.",
  "Change owner keys": "Besitzer-Schlüssel ändern",
  "There is no owner key yet. Make this browser an owner to give people access by keys of their own.":
    "Es gibt noch keinen Besitzer-Schlüssel. Machen Sie diesen Browser zum Besitzer, um Personen Zugang mit eigenen Schlüsseln zu geben.",
  "{0} (this browser) · since {1}": "{0} (dieser Browser) · seit {1}",
  "{0} · since {1}": "{0} · seit {1}",
  "Hold open, until the access ends at most": "Offen halten, höchstens bis der Zugang endet",
  "Start and lift lockdown": "Sperre beginnen und aufheben",
  "Ask the door how it is": "Die Tür nach ihrem Zustand fragen",
  "Have it blink": "Blinken lassen",
  "They may": "Die Person darf",
  "Not with hours of the week: it would outlast them.":
    "Nicht mit Wochenstunden: Es würde länger dauern als diese.",
  "A week": "Eine Woche",
  "A month": "Einen Monat",
  "Access for {0}": "Zugang für {0}",
  "Try the others again": "Die anderen noch einmal",
  "Sign and approve": "Signieren und genehmigen",
  "Signed and approved": "Signiert und genehmigt",
  "This browser is no owner of {0}": "Dieser Browser ist kein Besitzer von {0}",
  "Make it one under {0}, then approve.": "Machen Sie ihn unter {0} dazu und genehmigen Sie dann.",
  "The key's fingerprint, which the person sees under Your key:":
    "Der Fingerabdruck des Schlüssels, den die Person unter „Ihr Schlüssel“ sieht:",
  "I have compared it with the person": "Ich habe ihn mit der Person verglichen",
  "A year ahead at most.": "Höchstens ein Jahr voraus.",
  "Asked for": "Angefragt",
  Backup: "Sicherung",
  "Backup of ownership": "Sicherung des Besitzes",
  "Save the file and tell the doors": "Datei speichern und an die Türen melden",
  "The file was saved. Keep it where you keep what must not be lost, and the passphrase elsewhere. Its key:":
    "Die Datei ist gespeichert. Bewahren Sie sie auf, wo nichts verloren geht, und die Passphrase woanders. Ihr Schlüssel:",
  "The backup owns it: the door has confirmed": "Die Sicherung besitzt sie: Die Tür hat es bestätigt",
  "This makes a second owner key for your doors and saves it as a file, wrapped by a passphrase. With both anybody owns these doors; without the passphrase the file is good for nothing, and nobody can make you another.":
    "Das erzeugt einen zweiten Besitzer-Schlüssel für Ihre Türen und speichert ihn als Datei, geschützt durch eine Passphrase. Mit beidem besitzt jeder diese Türen; ohne die Passphrase ist die Datei nutzlos, und niemand kann sie Ihnen ersetzen.",
  "Name of the backup": "Name der Sicherung",
  Passphrase: "Passphrase",
  "{0} characters at least; several words are best.": "Mindestens {0} Zeichen; am besten mehrere Wörter.",
  "The passphrase again": "Die Passphrase noch einmal",
  "It is not the same.": "Sie ist nicht dieselbe.",
  "Being taken back": "Wird widerrufen",
  "These doors have not confirmed yet, so they are still open to these keys. It goes on by itself when a door is back, while OpenLock is open in an owner's browser.":
    "Diese Türen haben noch nicht bestätigt und sind für diese Schlüssel noch offen. Es geht von selbst weiter, wenn eine Tür zurück ist, solange OpenLock im Browser eines Besitzers offen ist.",
  "Nothing: every door has confirmed what was taken back.":
    "Nichts: Alle Türen haben bestätigt, was widerrufen wurde.",
  "{0} · asked by {1} {2}": "{0} · verlangt von {1} {2}",
  "Try to revoke {0} at {1} again": "Widerruf von {0} an {1} noch einmal versuchen",
  "The door is gone from this server; the key ends {0}":
    "Die Tür gibt es auf diesem Server nicht mehr; der Schlüssel endet {0}",
  "The door is being told…": "Die Tür wird benachrichtigt …",
  "Waits for the door to come back": "Wartet, bis die Tür zurück ist",
  Next: "Als Nächstes",
  "This browser is no owner of the door: it needs the door password":
    "Dieser Browser ist kein Besitzer der Tür: Es braucht das Türpasswort",
  "Find a door": "Tür suchen",
  Access: "Zugang",
  "Taken back only when the door itself has confirmed it. Until then the door is still open to that key.":
    "Widerrufen erst, wenn die Tür selbst es bestätigt hat. Bis dahin ist sie für diesen Schlüssel noch offen.",
  "Invite a guest": "Gast einladen",
  "Nobody has access by a key of their own.": "Niemand hat Zugang mit einem eigenen Schlüssel.",
  "{0} · given by {1}": "{0} · gegeben von {1}",
  "Try to revoke {0} again": "Widerruf von {0} noch einmal versuchen",
  "Make the link": "Link erzeugen",
  Signed: "Signiert",
  "A guest needs no account. This page makes a key for them and puts it into a link: behind its “#”, which no browser sends to a server. Whoever has the link can unlock and lock these doors until then.":
    "Ein Gast braucht kein Konto. Diese Seite erzeugt einen Schlüssel und legt ihn in einen Link: hinter dessen „#“, was kein Browser an einen Server sendet. Wer den Link hat, kann diese Türen bis dahin auf- und abschließen.",
  "This browser owns no door": "Dieser Browser besitzt keine Tür",
  "Make it an owner under Keys and access of a door, then invite.":
    "Machen Sie ihn unter „Schlüssel und Zugang“ einer Tür zum Besitzer und laden Sie dann ein.",
  "Name of the guest": "Name des Gasts",
  "They and the history read it.": "Er steht beim Gast und im Verlauf.",
  "A month ahead at most.": "Höchstens einen Monat voraus.",
  "Link for {0}": "Link für {0}",
  "It opens {0}. It is shown this once: give it to {1} in a message that nobody else reads, or let them scan it.":
    "Er öffnet {0}. Er wird nur dieses eine Mal gezeigt: Geben Sie ihn {1} in einer Nachricht, die niemand sonst liest, oder lassen Sie ihn scannen.",
  "QR code for {0}": "QR-Code für {0}",
  Link: "Link",
  Share: "Teilen",
  "I have given it": "Ich habe ihn weitergegeben",
  "This browser as an owner": "Dieser Browser als Besitzer",
  "An owner may do anything at a door without its password, and give others access. The key never leaves this browser. A backup is another owner key, in a file that only your passphrase opens.":
    "Ein Besitzer darf an einer Tür alles, ohne ihr Passwort, und kann anderen Zugang geben. Der Schlüssel verlässt diesen Browser nie. Eine Sicherung ist ein weiterer Besitzer-Schlüssel, in einer Datei, die nur Ihre Passphrase öffnet.",
  "This browser owns no door yet. It becomes the owner of doors that are set up in it.":
    "Dieser Browser besitzt noch keine Tür. Er wird Besitzer der Türen, die in ihm eingerichtet werden.",
  "Own more doors": "Mehr Türen besitzen",
  "Make a backup": "Sicherung anlegen",
  "Use a backup": "Sicherung benutzen",
  "Opened with this key, as far as this server was told":
    "Öffnet sich mit diesem Schlüssel, soweit dieser Server es weiß",
  "Its fingerprint, for other owners to compare:": "Sein Fingerabdruck, zum Vergleich für andere Besitzer:",
  "Make this browser an owner": "Diesen Browser zum Besitzer machen",
  "This browser owns it: the door has confirmed": "Dieser Browser besitzt sie: Die Tür hat es bestätigt",
  "Each door is told with its password, which this browser keeps for doors that it has opened with one. From then on it needs none.":
    "Jede Tür erfährt es mit ihrem Passwort, das dieser Browser für Türen aufbewahrt, die er damit geöffnet hat. Danach braucht er keines mehr.",
  "Not needed where this browser keeps it.": "Nicht nötig, wo dieser Browser es aufbewahrt.",
  "The door takes these keys and no others. Who is not ticked is an owner no more, and access that they gave ends with them.":
    "Die Tür nimmt diese Schlüssel und keine anderen. Wer kein Häkchen hat, ist kein Besitzer mehr, und von ihm gegebener Zugang endet.",
  "Name of this browser": "Name dieses Browsers",
  Others: "Andere",
  "Tick only those whose fingerprint you have compared: this server could name a key of its own. Those that were compared or made in this browser are ticked.":
    "Haken Sie nur an, wessen Fingerabdruck Sie verglichen haben: Dieser Server könnte einen eigenen Schlüssel nennen. Angehakt ist, was in diesem Browser verglichen oder erzeugt wurde.",
  "Not needed where this browser has an owner key or the password.":
    "Nicht nötig, wo dieser Browser einen Besitzer-Schlüssel oder das Passwort hat.",
  "At each door": "An jeder Tür",
  "One moment…": "Einen Augenblick …",
  Requests: "Anfragen",
  "People who want to open doors with keys of their own. Compare the fingerprint with the person before you approve.":
    "Personen, die Türen mit eigenen Schlüsseln öffnen möchten. Vergleichen Sie den Fingerabdruck mit der Person, bevor Sie genehmigen.",
  "Nobody is waiting.": "Niemand wartet.",
  "Approve {0}": "{0} genehmigen",
  Approve: "Genehmigen",
  "Refuse {0}": "{0} ablehnen",
  Refuse: "Ablehnen",
  "Refuse {0}?": "{0} ablehnen?",
  "They read it.": "Die Person liest ihn.",
  "Open the backup": "Sicherung öffnen",
  "This browser then owns the doors that the backup owns. Nothing is sent: the file is opened in this page.":
    "Dieser Browser besitzt dann die Türen, die die Sicherung besitzt. Es wird nichts gesendet: Die Datei wird in dieser Seite geöffnet.",
  "This browser has an owner key already": "Dieser Browser hat schon einen Besitzer-Schlüssel",
  "It is replaced, and owns nothing any more from here. Its doors keep it until somebody takes it off their lists.":
    "Er wird ersetzt und besitzt von hier aus nichts mehr. Seine Türen behalten ihn, bis ihn jemand von ihren Listen nimmt.",
  "Backup file": "Sicherungsdatei",
  "Choose a file": "Datei wählen",
  "This passphrase does not open this file, or the file is no backup of an owner key.":
    "Diese Passphrase öffnet die Datei nicht, oder die Datei ist keine Sicherung eines Besitzer-Schlüssels.",
  "Revoke access": "Zugang widerrufen",
  "Revoked: the door has confirmed": "Widerrufen: Die Tür hat es bestätigt",
  "Where the door has not confirmed it is still open to that key. You can close this: it goes on by itself when the door is back, while OpenLock is open in an owner's browser.":
    "Wo die Tür nicht bestätigt hat, ist sie für diesen Schlüssel noch offen. Sie können dieses Fenster schließen: Es geht von selbst weiter, wenn die Tür zurück ist, solange OpenLock im Browser eines Besitzers offen ist.",
  "The door is told at once. While it is offline it stays open to that key; it is told when it comes back.":
    "Die Tür erfährt es sofort. Solange sie offline ist, bleibt sie für diesen Schlüssel offen; sie erfährt es, wenn sie zurück ist.",
  At: "An diesen Türen",
  "Its end is in the past, or further ahead than a year.":
    "Das Ende liegt in der Vergangenheit oder mehr als ein Jahr voraus.",
  "The server shows another fingerprint than this key has. Tell whoever runs it.":
    "Der Server zeigt einen anderen Fingerabdruck, als dieser Schlüssel hat. Wenden Sie sich an seinen Betreiber.",
  "This browser has no owner key any more.": "Dieser Browser hat keinen Besitzer-Schlüssel mehr.",
  "Type the door password: this browser is no owner of this door yet.":
    "Geben Sie das Türpasswort ein: Dieser Browser ist noch kein Besitzer dieser Tür.",
  "Others own this door too, and their fingerprints have not been compared in this browser. Do it under Keys and access of the door.":
    "Auch andere besitzen diese Tür, und ihre Fingerabdrücke wurden in diesem Browser nicht verglichen. Tun Sie das unter „Schlüssel und Zugang“ der Tür.",
  "Only at some hours of the week": "Nur zu bestimmten Wochenstunden",
  "Drag over the hours. With the keyboard: arrows, Space, and Shift with arrows for several.":
    "Ziehen Sie über die Stunden. Mit der Tastatur: Pfeile, Leertaste, und Umschalt mit Pfeilen für mehrere.",
  "Monday to Friday, 8 to 18": "Montag bis Freitag, 8 bis 18",
  Clear: "Leeren",
  Week: "Woche",
  "Week of {0}": "Woche von {0}",
  "Week at {0}": "Woche an {0}",
  "At all hours": "Zu jeder Stunde",
  "No hour": "Keine Stunde",
  "As it was": "Wie es war",
  "As it will be": "Wie es sein wird",
  "The hours count in another time zone than yours. It is {0} there.":
    "Die Stunden gelten in einer anderen Zeitzone als Ihrer. Dort ist es {0}.",
  "What {0} has so far": "Was {0} bisher hat",
  "What {0} has so far could not be loaded: {1}": "Was {0} bisher hat, ließ sich nicht laden: {1}",
  "Approving takes nothing back: at its door the earlier access counts beside the new one until it ends or is revoked, which is done under Keys and access of the door.":
    "Das Genehmigen widerruft nichts: Der frühere Zugang gilt an seiner Tür neben dem neuen weiter, bis er endet oder unter „Schlüssel und Zugang“ der Tür widerrufen wird.",
  "No hour is chosen yet.": "Noch ist keine Stunde gewählt.",
  "These are more different hours than a key can hold. Paint simpler ones.":
    "Das sind mehr verschiedene Stunden, als ein Schlüssel fasst. Wählen Sie einfachere.",
  "The hours count in {0}, also where the door stands elsewhere.":
    "Die Stunden gelten in {0}, auch wenn die Tür anderswo steht.",
  "{0} from {1} on": "{0} ab {1}",
  "{0} until {1}": "{0} bis {1}",
  "Still open to that key: the door has not confirmed":
    "Für diesen Schlüssel noch offen: Die Tür hat nicht bestätigt",
  "Ended {0}": "Abgelaufen {0}",
  "{0}, guest": "{0}, Gast",
  "Its clock changes by rules that a door cannot follow: the door stays at the hours of now ({0}).":
    "Die Uhr dort wird nach Regeln umgestellt, denen eine Tür nicht folgen kann: Die Tür bleibt bei den jetzigen Stunden ({0}).",
  "may|unlock": "aufschließen",
  "may|lock": "abschließen",
  "may|hold": "offen halten",
  "may|lockdown": "Sperre",
  "may|status": "Zustand abfragen",
  "may|identify": "blinken lassen",
};

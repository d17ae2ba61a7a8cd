import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Sent again": "Neu gesendet",
  "A new link to {0} is on its way.": "Ein neuer Link an {0} ist unterwegs.",
  "Send the invitation to {0} again": "Einladung an {0} neu senden",
  "Withdraw the invitation to {0}": "Einladung an {0} zurückziehen",
  "Invited by {0}, {1}; good until {2}": "Eingeladen von {0}, {1}; gültig bis {2}",
  somebody: "jemandem",
  "Expired {0}. Send it again for seven more days.":
    "Abgelaufen {0}. Neu gesendet gilt sie weitere sieben Tage.",
  "No longer good: {0} may not give this any more, or a door is gone.":
    "Gilt nicht mehr: {0} darf das nicht mehr vergeben, oder eine Tür ist weg.",
  "whoever sent it": "wer sie gesendet hat",
  Invited: "Eingeladen",
  "Invitation sent": "Einladung gesendet",
  "The mail to {0} is on its way.": "Die E-Mail an {0} ist unterwegs.",
  "Invite somebody": "Jemanden einladen",
  "Send invitation": "Einladung senden",
  "They get a mail with a link that is good for seven days. Until they open it, they can do nothing here.":
    "Die Person bekommt eine E-Mail mit einem Link, der sieben Tage gilt. Bis sie ihn öffnet, kann sie hier nichts tun.",
  Invite: "Einladen",
  " (you)": " (Sie)",
  "Remove person": "Person entfernen",
  "They are signed out everywhere at once, and this server takes no command of theirs any more. Their history stays.":
    "Die Person wird sofort überall abgemeldet, und dieser Server nimmt keine Befehle mehr von ihr an. Ihr Verlauf bleibt.",
  "Whoever has known a door's password knows it still: change it at the doors that they used.":
    "Wer ein Türpasswort kannte, kennt es weiterhin: Ändern Sie es an den Türen, die die Person benutzt hat.",
  Role: "Rolle",
  Owner: "Besitzer",
  "Everything, and may make other owners and admins.":
    "Darf alles, und darf weitere Besitzer und Admins ernennen.",
  Admin: "Admin",
  "Sets up doors, invites people, sees the history, opens doors.":
    "Richtet Türen ein, lädt Personen ein, sieht den Verlauf, öffnet Türen.",
  Staff: "Team",
  "Opens the doors chosen below, and nothing else.": "Öffnet die unten gewählten Türen, sonst nichts.",
  Auditor: "Prüfer",
  "Sees doors and their history. Opens nothing.": "Sieht Türen und ihren Verlauf. Öffnet nichts.",
  "No doors": "Keine Türen",
};

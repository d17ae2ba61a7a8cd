import "./app/styles.ts";
import { createRoot } from "react-dom/client";
import { currentSession } from "./api/session.ts";
import { App } from "./app/App.tsx";
import { registerServiceWorker } from "./app/service-worker.ts";
import { guardMarkup } from "./app/trusted-types.ts";
import { startLanguage } from "./i18n/language.ts";

guardMarkup();

// First, for the server is told of it.
const language = startLanguage();

// Under way while the page is still loading; whoever needs it waits for the same answer, and shows its failure.
currentSession().catch(() => {});

const root = document.getElementById("root");
if (!root) throw new Error("no #root in the page");
language.then(() => createRoot(root).render(<App />));

// Not while developing: there, what is kept would be old.
if (import.meta.env.PROD) registerServiceWorker().catch(() => {});

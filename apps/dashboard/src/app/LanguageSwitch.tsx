import { changeLanguage, LANGUAGES, type Language, useLanguage } from "../i18n/language.ts";
import classes from "./Shell.module.css";

/** Where nobody is signed in yet: the page in the other languages, each named in itself. */
export function LanguageSwitch() {
  const shown = useLanguage();
  const others = (Object.keys(LANGUAGES) as Language[]).filter((language) => language !== shown);
  return (
    <div>
      {others.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={classes.language}
          onClick={() => void changeLanguage(language)}
        >
          {LANGUAGES[language]}
        </button>
      ))}
    </div>
  );
}

import { Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import type { PersonView } from "@openlock/api";
import {
  IconCheck,
  IconDeviceDesktop,
  IconKey,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { refreshSession } from "../../api/session.ts";
import { isCommander } from "../../app/me.ts";
import { notify } from "../../app/notify.tsx";
import { roleName } from "../../app/role-words.ts";
import { changeLanguage, LANGUAGES, type Language, useLanguage } from "../../i18n/language.ts";
import { t } from "../../i18n/text.ts";
import classes from "./AccountMenu.module.css";
import { signOut } from "./sign-out.ts";

const SCHEMES = [
  { value: "auto", label: () => t`As the system`, Icon: IconDeviceDesktop },
  { value: "light", label: () => t`Light`, Icon: IconSun },
  { value: "dark", label: () => t`Dark`, Icon: IconMoon },
] as const;

interface AccountDropdownProps {
  readonly me: PersonView;
  readonly initials: string;
}

/** The account menu, open. `AccountMenu` loads it with the first tap. */
export default function AccountDropdown({ me, initials }: AccountDropdownProps) {
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = () =>
    signOut().catch((error: Error) =>
      notify({ color: "red", title: t`Still signed in`, message: error.message }),
    );
  return (
    <Menu defaultOpened position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.avatar ?? ""} aria-label={t`Account ${initials}`}>
          {initials}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text size="sm" fw={600} truncate>
            {me.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {me.email} · {roleName(me.role)}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={16} aria-hidden />}>
          {t`Your account`}
        </Menu.Item>
        {isCommander(me) && (
          <Menu.Item component={Link} to="/keys" leftSection={<IconKey size={16} aria-hidden />}>
            {t`Your key`}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Label>{t`Appearance`}</Menu.Label>
        {SCHEMES.map(({ value, label, Icon }) => (
          <Menu.RadioItem
            key={value}
            value={value}
            checked={colorScheme === value}
            checkIcon={<IconCheck size={16} aria-hidden />}
            rightSection={<Icon size={16} aria-hidden />}
            closeMenuOnClick
            onChange={() => setColorScheme(value)}
          >
            {label()}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Label>{t`Language`}</Menu.Label>
        {(Object.keys(LANGUAGES) as Language[]).map((one) => (
          <Menu.RadioItem
            key={one}
            lang={one}
            value={one}
            checked={one === language}
            checkIcon={<IconCheck size={16} aria-hidden />}
            closeMenuOnClick
            onChange={() => void speak(one)}
          >
            {LANGUAGES[one]}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          {t`Sign out`}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Shows the page in a language, and has the server know at once: it writes mails in it. */
async function speak(language: Language): Promise<void> {
  await changeLanguage(language);
  // Where this fails, the next refresh says it.
  await refreshSession().catch(() => {});
}

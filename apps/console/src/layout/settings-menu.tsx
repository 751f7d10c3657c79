import { Clock3, Languages, SunMoon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMessages } from '../messages/use-messages.ts';
import { settings, useSettings, type Theme } from '../settings/settings.ts';

const nextTheme: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

/** Theme, language and time zone: one button each, which goes to the next value. */
export function SettingsMenu() {
  const t = useMessages();
  const { theme, language, clock } = useSettings();
  return (
    <div className="settings-menu">
      <Toggle label={t('settings.theme')} onClick={() => settings.change({ theme: nextTheme[theme] })}>
        <SunMoon size={15} aria-hidden="true" /> {t(`theme.${theme}`)}
      </Toggle>
      <Toggle
        label={t('settings.language')}
        onClick={() => settings.change({ language: language === 'en' ? 'de' : 'en' })}
      >
        <Languages size={15} aria-hidden="true" /> {language.toUpperCase()}
      </Toggle>
      <Toggle
        label={t('settings.clock')}
        onClick={() => settings.change({ clock: clock === 'local' ? 'utc' : 'local' })}
      >
        <Clock3 size={15} aria-hidden="true" /> {t(`clock.${clock}`)}
      </Toggle>
    </div>
  );
}

function Toggle({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="settings-button" title={label} onClick={onClick}>
      <span className="visually-hidden">{label}: </span>
      {children}
    </button>
  );
}

import { useNavigate } from '@tanstack/react-router';
import type { Action } from '../actions/actions.ts';
import { useMessages } from '../messages/use-messages.ts';
import { session, useMay } from '../session/current-session.ts';
import { settings, useSettings } from '../settings/settings.ts';

/** What can be done from every page. What the key may not do is not offered. */
export function useGeneralCommands(): Action[] {
  const t = useMessages();
  const may = useMay();
  const navigate = useNavigate();
  const { theme, language, clock, singleKeys } = useSettings();
  const themes = (['system', 'light', 'dark'] as const).filter((each) => each !== theme);
  const otherLanguage = language === 'en' ? 'de' : 'en';
  const otherClock = clock === 'local' ? 'utc' : 'local';
  return [
    ...(may('accounts:write')
      ? [
          {
            label: t('accounts.open'),
            run: () => void navigate({ to: '/accounts', hash: 'open' }),
          },
        ]
      : []),
    ...(may('webhooks:write')
      ? [{ label: t('webhooks.add'), run: () => void navigate({ to: '/webhooks', hash: 'add' }) }]
      : []),
    ...themes.map((each) => ({
      label: `${t('settings.theme')}: ${t(`theme.${each}`)}`,
      run: () => settings.change({ theme: each }),
    })),
    {
      label: `${t('settings.language')}: ${t(`language.${otherLanguage}`)}`,
      run: () => settings.change({ language: otherLanguage }),
    },
    {
      label: `${t('settings.clock')}: ${t(`clock.${otherClock}`)}`,
      run: () => settings.change({ clock: otherClock }),
    },
    {
      label: singleKeys ? t('keys.turnOff') : t('keys.turnOn'),
      run: () => settings.change({ singleKeys: !singleKeys }),
    },
    { label: t('shell.signOut'), run: () => session.end() },
  ];
}

import type { Account, NotificationPreferences } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin, useMay } from '../../session/current-session.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/page.tsx';
import { PreferencesForm } from './preferences-form.tsx';

/** How the account's holder is notified. Without the notifications app the rest of the page stays as it is. */
export function Preferences({ account: { id, currency } }: { account: Account }) {
  const t = useMessages();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const { data, error } = useQuery({
    queryKey: ['account', id, 'preferences'],
    queryFn: async ({ signal }) => florin.notificationPreferences.get(id, { signal }),
  });
  return (
    <Panel
      title={t('preferences.title')}
      actions={
        data &&
        may('notifications:write') && (
          <Button size="small" onClick={() => setOpen(true)} aria-label={t('preferences.changeAll')}>
            {t('preferences.change')}
          </Button>
        )
      }
    >
      {error && <p className="muted">{t('home.sourceAway')}</p>}
      {data && <PreferenceFacts preferences={data} currency={currency} />}
      <Dialog title={t('preferences.title')} isOpen={isOpen} onClose={close}>
        {data && <PreferencesForm preferences={data} currency={currency} onDone={close} />}
      </Dialog>
    </Panel>
  );
}

type FactsProps = { preferences: NotificationPreferences; currency: string };

function PreferenceFacts({ preferences: { email, language, kinds, minimum_amount }, currency }: FactsProps) {
  const t = useMessages();
  return (
    <Facts
      facts={[
        [t('preferences.email'), email ?? '–'],
        [t('settings.language'), t(`language.${language}`)],
        [t('preferences.kinds'), kinds.map((kind) => t(`notification.${kind}`)).join(', ') || '–'],
        [t('preferences.minimum'), <Amount key="minimum" value={minimum_amount} currency={currency} />],
      ]}
    />
  );
}

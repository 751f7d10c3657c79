import { Money, type NotificationPreferences, type ReplaceNotificationPreferences } from '@florin/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useAttempt } from '../../session/use-attempt.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Checkbox, Field, Input, Select } from '../../ui/field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { amountFrom } from '../transactions/possible-actions.ts';

type Kind = NotificationPreferences['kinds'][number];
const allKinds = [
  ...(['transaction_completed', 'transaction_failed', 'fraud_alert'] as const),
] satisfies Kind[];
const languages = ['en', 'de'] as const;

type FormProps = { preferences: NotificationPreferences; currency: string; onDone: () => void };

/** All preferences at once: the API replaces them as a whole. */
export function PreferencesForm({ preferences, currency, onDone }: FormProps) {
  const t = useMessages();
  const toast = useToast();
  const queries = useQueryClient();
  const { attempt, error, isBusy } = useAttempt();
  const { account_id } = preferences;
  const [email, setEmail] = useState(preferences.email ?? '');
  const [language, setLanguage] = useState(preferences.language);
  const [kinds, setKinds] = useState(preferences.kinds);
  const [minimum, setMinimum] = useState(() => Money.toDecimal(preferences.minimum_amount, currency));
  const minimum_amount = minimumFrom(minimum, currency);

  async function save(wanted: ReplaceNotificationPreferences) {
    await florin.notificationPreferences.replace(account_id, wanted);
    await queries.invalidateQueries({ queryKey: ['account', account_id, 'preferences'] });
    toast(t('preferences.changed'));
    onDone();
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (minimum_amount === undefined) return;
        void attempt(() => save({ email: email.trim() || null, language, kinds, minimum_amount }));
      }}
    >
      <Field label={t('preferences.email')}>
        <Input
          type="email"
          value={email}
          maxLength={254}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label={t('settings.language')}>
        <Select
          value={language}
          onChange={(event) => setLanguage(languages.find((each) => each === event.target.value) ?? 'en')}
          options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
        />
      </Field>
      <KindChoice kinds={kinds} onChange={setKinds} />
      <Field
        label={`${t('preferences.minimum')} (${currency})`}
        error={minimum_amount === undefined ? t('preferences.noAmount') : undefined}
      >
        <Input inputMode="decimal" value={minimum} onChange={(event) => setMinimum(event.target.value)} />
      </Field>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="form-actions">
        <Button onClick={onDone}>{t('dialog.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={isBusy} disabled={minimum_amount === undefined}>
          {t('views.save')}
        </Button>
      </div>
    </form>
  );
}

function KindChoice({ kinds, onChange }: { kinds: Kind[]; onChange: (kinds: Kind[]) => void }) {
  const t = useMessages();
  return (
    <div className="field" role="group" aria-label={t('preferences.kinds')}>
      <span className="field-label" aria-hidden="true">
        {t('preferences.kinds')}
      </span>
      {allKinds.map((kind) => (
        <Checkbox
          key={kind}
          label={t(`notification.${kind}`)}
          checked={kinds.includes(kind)}
          onChange={({ target }) =>
            onChange(allKinds.filter((each) => (each === kind ? target.checked : kinds.includes(each))))
          }
        />
      ))}
    </div>
  );
}

/** Zero, or nothing, means every amount. */
const minimumFrom = (text: string, currency: string): number | undefined =>
  /^[0.,\s]*$/.test(text) ? 0 : amountFrom(text, currency);

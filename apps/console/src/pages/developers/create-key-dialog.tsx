import type { CreateApiKey, Scope } from '@florin/sdk';
import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin, useSignedIn } from '../../session/current-session.ts';
import { useAttempt } from '../../session/use-attempt.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Checkbox, Field, Input } from '../../ui/field.tsx';

type CreateKeyProps = { isOpen: boolean; onClose: () => void; onSecret: (secret: string) => void };

/** A key for a program. It gets no scope that the signed-in key lacks, so only its scopes are offered. */
export function CreateKeyDialog({ isOpen, ...rest }: CreateKeyProps) {
  const t = useMessages();
  return (
    <Dialog title={t('keysOfApi.create')} isOpen={isOpen} onClose={rest.onClose} className="dialog-wide">
      <CreateKeyForm {...rest} />
    </Dialog>
  );
}

function CreateKeyForm({ onClose, onSecret }: Omit<CreateKeyProps, 'isOpen'>) {
  const t = useMessages();
  const queries = useQueryClient();
  const { timeZone } = useFormats();
  const scopes = useSignedIn()?.scopes ?? [];
  const { attempt, error, isBusy } = useAttempt();

  async function create(key: CreateApiKey, idempotencyKey: string) {
    const { secret } = await florin.apiKeys.create(key, { idempotencyKey });
    await queries.invalidateQueries({ queryKey: ['api keys'] });
    onClose();
    if (secret !== null) onSecret(secret);
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = keyOf(new FormData(event.currentTarget), scopes, timeZone);
    void attempt((idempotencyKey) => create(key, idempotencyKey));
  };
  return (
    <form className="form" onSubmit={submit}>
      <div className="key-row">
        <Field label={t('accounts.name')}>
          <Input name="name" required maxLength={255} placeholder="till 7" />
        </Field>
        <Field label={t('keysOfApi.expires')} hint={t('keysOfApi.expiresHint')}>
          <Input name="expires" type="date" />
        </Field>
      </div>
      <fieldset className="scopes">
        <legend className="field-label">{t('keysOfApi.scopes')}</legend>
        {scopes.map((scope) => (
          <Checkbox key={scope} name={scope} label={scope} />
        ))}
      </fieldset>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="form-actions">
        <Button kind="primary" type="submit" isBusy={isBusy}>
          {t('keysOfApi.create')}
        </Button>
      </div>
    </form>
  );
}

function keyOf(form: FormData, scopes: readonly Scope[], timeZone: string): CreateApiKey {
  const expires = String(form.get('expires') ?? '');
  return {
    name: String(form.get('name')).trim(),
    scopes: scopes.filter((scope) => form.get(scope) !== null),
    ...(expires ? { expires_at: expires, time_zone: timeZone } : {}),
  };
}

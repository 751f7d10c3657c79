import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useAttempt } from '../../session/use-attempt.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/field.tsx';

type AddEndpointProps = { isOpen: boolean; onClose: () => void; onSecret: (secret: string) => void };

export function AddEndpointDialog(props: AddEndpointProps) {
  const t = useMessages();
  return (
    <Dialog title={t('webhooks.add')} isOpen={props.isOpen} onClose={props.onClose}>
      <AddEndpointForm {...props} />
    </Dialog>
  );
}

function AddEndpointForm({ onClose, onSecret }: AddEndpointProps) {
  const t = useMessages();
  const queries = useQueryClient();
  const [url, setUrl] = useState('');
  const { attempt, error, isBusy } = useAttempt();

  async function add(idempotencyKey: string) {
    const { secret } = await florin.webhookEndpoints.create({ url: url.trim() }, { idempotencyKey });
    await queries.invalidateQueries();
    onClose();
    onSecret(secret);
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(add);
      }}
    >
      <Field label="URL" hint={t('webhooks.urlHint')}>
        <Input
          type="url"
          value={url}
          required
          autoFocus
          placeholder="https://example.com/florin"
          onChange={(event) => setUrl(event.target.value)}
        />
      </Field>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="form-actions">
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={isBusy}>
          {t('webhooks.add')}
        </Button>
      </div>
    </form>
  );
}

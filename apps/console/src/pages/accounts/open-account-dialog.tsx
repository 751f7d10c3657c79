import type { CreateAccount } from '@florin/sdk';
import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useAttempt } from '../../session/use-attempt.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { useToast } from '../../ui/toast.tsx';

type OpenAccountProps = { isOpen: boolean; onClose: () => void; onOpened: (id: string) => void };

export function OpenAccountDialog({ isOpen, onClose, onOpened }: OpenAccountProps) {
  const t = useMessages();
  return (
    <Dialog title={t('accounts.open')} isOpen={isOpen} onClose={onClose}>
      <OpenAccountForm onOpened={onOpened} />
    </Dialog>
  );
}

function OpenAccountForm({ onOpened }: Pick<OpenAccountProps, 'onOpened'>) {
  const t = useMessages();
  const toast = useToast();
  const queries = useQueryClient();
  const { attempt, error, isBusy } = useAttempt();

  async function open(account: CreateAccount, idempotencyKey: string) {
    const { id } = await florin.accounts.create(account, { idempotencyKey });
    await queries.invalidateQueries({ queryKey: ['accounts'] });
    toast(t('accounts.opened'));
    onOpened(id);
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const account = accountOf(new FormData(event.currentTarget));
    void attempt((idempotencyKey) => open(account, idempotencyKey));
  };
  return (
    <form className="form" onSubmit={submit}>
      <Field label={t('accounts.name')}>
        <Input name="name" autoFocus maxLength={255} placeholder="Ada Lovelace" />
      </Field>
      <div className="form-row">
        <Field label={t('accounts.currency')}>
          <Input name="currency" required pattern="[A-Z]{3}" defaultValue="EUR" maxLength={3} />
        </Field>
        <Field label={t('accounts.externalId')}>
          <Input name="external_id" maxLength={255} placeholder="customer-4711" />
        </Field>
      </div>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="form-actions">
        <Button kind="primary" type="submit" isBusy={isBusy}>
          {t('accounts.open')}
        </Button>
      </div>
    </form>
  );
}

function accountOf(form: FormData): CreateAccount {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  return {
    currency: text('currency'),
    ...(text('name') ? { name: text('name') } : {}),
    ...(text('external_id') ? { external_id: text('external_id') } : {}),
  };
}

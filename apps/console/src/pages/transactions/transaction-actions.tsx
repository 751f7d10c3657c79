import { Money, type CallOptions, type Transaction } from '@florin/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useActions } from '../../actions/actions.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { florin, useMay } from '../../session/current-session.ts';
import { useAttempt } from '../../session/use-attempt.ts';
import { Amount } from '../../ui/amount.tsx';
import { StatusBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { actionsFor, amountFrom, type Action } from './possible-actions.ts';

const keyOf: Record<Action, string> = { reverse: 'r', capture: 'c', void: 'v' };

/** Reverses, captures or voids. Each shows the answer of a dry run before it moves anything. */
export function TransactionActions({ transaction }: { transaction: Transaction }) {
  const t = useMessages();
  const may = useMay();
  const [action, setAction] = useState<Action>();
  const possible = may('transactions:write') ? actionsFor(transaction) : [];
  useActions(
    possible.map((each) => ({ label: t(`action.${each}`), key: keyOf[each], run: () => setAction(each) })),
  );
  return (
    <>
      {possible.map((each) => (
        <Button key={each} kind={each === 'capture' ? 'primary' : 'plain'} onClick={() => setAction(each)}>
          {t(`action.${each}`)}
        </Button>
      ))}
      <Dialog
        title={action ? t(`action.${action}Title`) : ''}
        isOpen={action !== undefined}
        onClose={() => setAction(undefined)}
      >
        {action && (
          <ActionForm action={action} transaction={transaction} onDone={() => setAction(undefined)} />
        )}
      </Dialog>
    </>
  );
}

type ActionFormProps = { action: Action; transaction: Transaction; onDone: () => void };

function ActionForm({ action, transaction, onDone }: ActionFormProps) {
  const t = useMessages();
  const [toast, navigate, queries] = [useToast(), useNavigate(), useQueryClient()];
  const { currency } = transaction;
  const [text, setText] = useState(() => Money.toDecimal(transaction.amount, currency));
  const { attempt, error, isBusy } = useAttempt();
  const amount = action === 'void' ? undefined : amountFrom(text, currency);
  const isValid = action === 'void' || amount !== undefined;
  const run = async (options: CallOptions) => runAction(action, transaction.id, amount, options);
  const dryRun = useQuery({
    queryKey: ['dry run', action, transaction.id, amount],
    enabled: isValid,
    queryFn: async ({ signal }) => run({ dryRun: true, signal }),
    staleTime: 0,
    gcTime: 0,
  });

  async function confirm(idempotencyKey: string) {
    const { id } = await run({ idempotencyKey });
    await queries.invalidateQueries();
    toast(t('action.done'));
    onDone();
    await navigate({ to: '/transactions/$id', params: { id } });
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(confirm);
      }}
    >
      {action !== 'void' && (
        <Field
          label={`${t('transactions.amount')} (${currency})`}
          error={isValid ? undefined : t('action.noAmount')}
        >
          <Input
            inputMode="decimal"
            value={text}
            autoFocus
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
      )}
      <DryRun answer={dryRun.data} error={dryRun.error} />
      {error !== undefined && <ErrorNote error={error} />}
      <div className="form-actions">
        <Button onClick={onDone}>{t('dialog.cancel')}</Button>
        <Button
          kind="primary"
          type="submit"
          isBusy={isBusy}
          disabled={!isValid || !dryRun.data || dryRun.isError}
        >
          {t(`action.${action}`)}
        </Button>
      </div>
    </form>
  );
}

function DryRun({ answer, error }: { answer: Transaction | undefined; error: Error | null }) {
  const t = useMessages();
  return (
    <section className="dry-run" aria-live="polite">
      <h3>{t('action.dryRun')}</h3>
      {answer && <Outcome transaction={answer} />}
      {error && <ErrorNote error={error} />}
      {!answer && !error && <p className="muted small">{t('page.loading')}</p>}
    </section>
  );
}

/** What the bank would answer now. */
function Outcome({ transaction }: { transaction: Transaction }) {
  const t = useMessages();
  const { balance_after, currency, amount, status } = transaction;
  return (
    <Facts
      facts={[
        [t('accounts.status'), <StatusBadge key="status" status={status} />],
        [t('transactions.amount'), <Amount key="amount" value={amount} currency={currency} />],
        [
          t('transaction.balanceAfter'),
          balance_after === null ? null : <Amount value={balance_after} currency={currency} />,
        ],
      ]}
    />
  );
}

function runAction(action: Action, id: string, amount: number | undefined, options: CallOptions) {
  const body = amount === undefined ? {} : { amount };
  switch (action) {
    case 'reverse':
      return florin.transactions.reverse(id, body, options);
    case 'capture':
      return florin.transactions.capture(id, body, options);
    case 'void':
      return florin.transactions.void(id, {}, options);
  }
}

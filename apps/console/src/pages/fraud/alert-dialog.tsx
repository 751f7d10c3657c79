import type { FraudAlert } from '@florin/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin, useMay } from '../../session/current-session.ts';
import { useAttempt } from '../../session/use-attempt.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Moment } from '../../ui/moment.tsx';
import { useToast } from '../../ui/toast.tsx';
import { AccountLink } from '../transactions/transaction-columns.tsx';
import { Evidence } from './evidence.tsx';

type AlertDialogProps = { alert: FraudAlert | undefined; onClose: () => void };

/** One alert: why it was raised, the movements that are its evidence, and the decision about it. */
export function AlertDialog({ alert, onClose }: AlertDialogProps) {
  const title = alert?.rule.replaceAll('_', ' ') ?? '';
  return (
    <Dialog title={title} isOpen={alert !== undefined} onClose={onClose} className="dialog-wide">
      {alert && <Alert alert={alert} onDone={onClose} />}
    </Dialog>
  );
}

function Alert({ alert, onDone }: { alert: FraudAlert; onDone: () => void }) {
  const t = useMessages();
  const may = useMay();
  const { data, error } = useQuery({
    queryKey: ['alert', alert.id],
    queryFn: async ({ signal }) => florin.fraud.alerts.get(alert.id, { signal }),
  });
  const { reason, account_id, raised_at, decision, action } = data ?? alert;
  return (
    <>
      <p>{reason}</p>
      <Facts
        facts={[
          [t('accounts.account'), <AccountLink key="account" id={account_id} />],
          [t('fraud.raised'), <Moment key="raised" at={raised_at} />],
          [t('fraud.action'), action?.kind === 'freeze' ? t(`fraud.freeze`) : null],
          [t('fraud.note'), decision?.note],
          [t('fraud.decidedBy'), decision?.decided_by],
        ]}
      />
      {error && <ErrorNote error={error} />}
      {data?.evidence && <Evidence evidence={data.evidence} />}
      {may('fraud:write') && alert.state === 'open' && <Decision id={alert.id} onDone={onDone} />}
    </>
  );
}

function Decision({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useMessages();
  const toast = useToast();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const { attempt, error, isBusy } = useAttempt();
  const decide = (verdict: 'confirm' | 'dismiss') =>
    attempt(async () => {
      await florin.fraud.alerts[verdict](id, note.trim() || undefined);
      await queries.invalidateQueries();
      toast(t(verdict === 'confirm' ? 'fraud.confirmed' : 'fraud.dismissed'));
      onDone();
    });
  return (
    <div className="form">
      <Field label={t('fraud.note')}>
        <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="form-actions">
        <Button isBusy={isBusy} onClick={() => void decide('dismiss')}>
          {t('fraud.dismiss')}
        </Button>
        <Button kind="danger" isBusy={isBusy} onClick={() => void decide('confirm')}>
          {t('fraud.confirm')}
        </Button>
      </div>
    </div>
  );
}

import type { FraudAlert } from '@florin/sdk';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../messages/use-messages.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Amount } from '../../ui/amount.tsx';

/** The movements that made a rule raise its alert, in order of time. */
export function Evidence({ evidence }: { evidence: NonNullable<FraudAlert['evidence']> }) {
  const t = useMessages();
  const { exact } = useFormats();
  return (
    <ol className="story evidence">
      {evidence.map((movement) => (
        <li key={movement.transaction_id} className={movement.status === 'failed' ? 'is-failed' : ''}>
          <Link to="/transactions/$id" params={{ id: movement.transaction_id }} className="story-name">
            {movement.type}
          </Link>
          <span className="story-time">
            <Amount
              value={movement.direction === 'debit' ? -movement.amount : movement.amount}
              currency={movement.currency}
              isChange
            />
          </span>
          <span className="story-by muted small">
            <time dateTime={movement.occurred_at}>{exact(movement.occurred_at)}</time> ·{' '}
            {t(`status.${movement.status}`)}
          </span>
        </li>
      ))}
    </ol>
  );
}

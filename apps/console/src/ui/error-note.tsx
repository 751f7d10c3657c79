import { FlorinError } from '@florin/sdk';
import { TriangleAlert } from 'lucide-react';
import { useMessages } from '../messages/use-messages.ts';
import { Button } from './button.tsx';

/** An error in the API's own words, with the page that explains its code. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useMessages();
  const known = error instanceof FlorinError ? error : undefined;
  const isAway = known?.code === 'connection_failed' || known?.code === 'timeout';
  return (
    <div className="error-note" role="alert">
      <TriangleAlert size={18} aria-hidden="true" />
      <div>
        <strong>{isAway ? t('error.away') : (known?.problem?.title ?? t('error.title'))}</strong>
        <p>{isAway ? t('error.awayDetail') : messageOf(error)}</p>
        {known?.problem?.errors?.map(({ pointer, message }) => (
          <p key={`${pointer} ${message}`}>
            <code>{pointer}</code> {message}
          </p>
        ))}
        <p className="small">
          {known?.problem && (
            <a href={known.problem.type} target="_blank" rel="noreferrer">
              <code>{known.code}</code>: {t('error.explain')}
            </a>
          )}
          {known?.requestId && (
            <span className="muted">
              {' '}
              · {t('error.request')} <code>{known.requestId}</code>
            </span>
          )}
        </p>
        {onRetry && (
          <Button size="small" onClick={onRetry}>
            {t('error.retry')}
          </Button>
        )}
      </div>
    </div>
  );
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

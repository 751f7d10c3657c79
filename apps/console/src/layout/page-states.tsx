import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { useMessages } from '../messages/use-messages.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNote } from '../ui/error-note.tsx';

export function NotFound() {
  const t = useMessages();
  return (
    <main className="lone">
      <EmptyState title={t('notFound.title')} action={<Link to="/">{t('notFound.home')}</Link>}>
        {t('notFound.lead')}
      </EmptyState>
    </main>
  );
}

export function PageFailed({ error, reset }: ErrorComponentProps) {
  return <ErrorNote error={error} onRetry={reset} />;
}

export function PageLoading() {
  const t = useMessages();
  return (
    <p className="muted loading" role="status">
      {t('page.loading')}
    </p>
  );
}

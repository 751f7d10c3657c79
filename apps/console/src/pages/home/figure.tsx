import type { ReactNode } from 'react';
import { useMessages } from '../../messages/use-messages.ts';

type FigureProps = { label: string; error: unknown; note?: ReactNode; children: ReactNode };

/** One number with what it means. When its source is away, it says so, and the others stay. */
export function Figure({ label, error, note, children }: FigureProps) {
  const t = useMessages();
  return (
    <div className="figure">
      <span className="muted">{label}</span>
      <strong>{error ? '–' : (children ?? '…')}</strong>
      <span className="muted small">{error ? t('home.sourceAway') : note}</span>
    </div>
  );
}

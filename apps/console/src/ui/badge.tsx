import type { ReactNode } from 'react';
import { isMessageKey } from '../messages/texts.ts';
import { useMessages } from '../messages/use-messages.ts';

type Tone = 'good' | 'bad' | 'warn' | 'info' | 'neutral';

function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}

const toneOf: Record<string, Tone> = {
  completed: 'good',
  open: 'good',
  captured: 'good',
  delivered: 'good',
  active: 'good',
  verified: 'good',
  ready: 'good',
  valid: 'good',
  invalid: 'bad',
  away: 'bad',
  failed: 'bad',
  frozen: 'info',
  held: 'warn',
  pending: 'warn',
  voided: 'neutral',
  expired: 'neutral',
  closed: 'neutral',
  disabled: 'neutral',
};

/** The state of an object of the API, in words. */
export function StatusBadge({ status }: { status: string }) {
  const t = useMessages();
  const key = `status.${status}`;
  return <Badge tone={toneOf[status] ?? 'neutral'}>{isMessageKey(key) ? t(key) : status}</Badge>;
}

const toneOfSeverity = { low: 'neutral', medium: 'warn', high: 'bad' } as const;

export function SeverityBadge({ severity }: { severity: keyof typeof toneOfSeverity }) {
  const t = useMessages();
  return <Badge tone={toneOfSeverity[severity]}>{t(`severity.${severity}`)}</Badge>;
}

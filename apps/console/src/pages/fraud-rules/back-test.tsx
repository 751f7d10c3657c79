import type { FraudBackTest, FraudRule } from '@florin/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { AccountLink } from '../transactions/transaction-columns.tsx';
import { changedParameters, hitsByDay, type Draft } from './rule-draft.ts';

const HitsChart = lazy(() => import('./hits-chart.tsx').then(({ HitsChart }) => ({ default: HitsChart })));

const dayMs = 86_400_000;
/** The last month, to the end of the present minute: the same for all tests of it. */
function lastMonth() {
  const toMs = Math.ceil(Date.now() / 60_000) * 60_000;
  return { from: new Date(toMs - 30 * dayMs).toISOString(), to: new Date(toMs).toISOString() };
}

/** What the rule found in the last month, and what it would have found as it is set now. */
export function useBackTests(rule: FraudRule, draft: Draft) {
  const [period] = useState(lastMonth);
  const parameters = usePaused(changedParameters(rule, draft));
  const isChanged = Object.keys(parameters).length > 0;
  const run = (tested: Record<string, unknown>) => ({
    queryKey: ['back-test', rule.id, rule.version, period.to, tested],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      florin.fraud.rules.backTest(rule.id, { ...period, parameters: tested }, { signal }),
    staleTime: Infinity,
  });
  const saved = useQuery(run({}));
  const changed = useQuery({ ...run(parameters), enabled: isChanged, placeholderData: keepPreviousData });
  return {
    saved: saved.data,
    draft: isChanged ? changed.data : saved.data,
    isOutdated: isChanged && changed.isFetching,
    error: saved.error ?? (isChanged ? changed.error : null),
  };
}

export type BackTests = ReturnType<typeof useBackTests>;

const movingPauseMs = 150;

/** The parameters once the slider rests for a moment. */
function usePaused(parameters: Record<string, unknown>): Record<string, unknown> {
  const [settled, setSettled] = useState(parameters);
  const text = JSON.stringify(parameters);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text)), movingPauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export function BackTest({ tests }: { tests: BackTests }) {
  const t = useMessages();
  const { number, minute } = useFormats();
  if (tests.error) return <ErrorNote error={tests.error} />;
  const { saved, draft: tested, isOutdated } = tests;
  return (
    <section className="back-test" aria-busy={isOutdated}>
      <h3>{t('rules.lastMonth')}</h3>
      <div className="hits" aria-live="polite">
        <Hits label={t('rules.asSaved')} test={saved} />
        <Hits label={t('rules.asSet')} test={tested} isMain />
        {saved && (
          <span className="muted small">
            {t('rules.judged', { movements: number(saved.movements), accounts: number(saved.accounts) })}
          </span>
        )}
      </div>
      <div className={`chart ${isOutdated ? 'is-outdated' : ''}`}>
        <Suspense fallback={null}>{saved && <HitsChart days={hitsByDay(saved, tested)} />}</Suspense>
      </div>
      {saved?.truncated && (
        <p className="muted small">
          {t('rules.truncated', { from: minute(saved.covered_from), to: minute(saved.covered_until) })}
        </p>
      )}
      {tested && <Found test={tested} />}
    </section>
  );
}

type HitsProps = { label: string; test: FraudBackTest | undefined; isMain?: boolean };

function Hits({ label, test, isMain = false }: HitsProps) {
  const { number } = useFormats();
  return (
    <span className={isMain ? 'hits-main' : ''}>
      <i aria-hidden="true" /> {label} <strong>{test ? number(test.alert_count) : '…'}</strong>
    </span>
  );
}

/** The first of the movements that it would have found. */
function Found({ test }: { test: FraudBackTest }) {
  const t = useMessages();
  if (test.alerts.length === 0) return <p className="muted small">{t('rules.nothingFound')}</p>;
  return (
    <details className="found">
      <summary>{t('rules.examples')}</summary>
      <ul className="plain-list">
        {test.alerts.map(({ account_id, reason, raised_at }) => (
          <li key={`${account_id} ${raised_at}`}>
            <span className="small">{reason}</span>
            <AccountLink id={account_id} />
          </li>
        ))}
      </ul>
    </details>
  );
}

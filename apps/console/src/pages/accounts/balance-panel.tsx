import type { Account } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { Slider } from 'radix-ui';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Amount } from '../../ui/amount.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Panel } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { balanceBefore, readCurve, type Basis, type CurvePoint } from './balance-curve.ts';

// The charts are larger than all other parts together.
const BalanceChart = lazy(() =>
  import('./balance-chart.tsx').then(({ BalanceChart }) => ({ default: BalanceChart })),
);

const dayMs = 86_400_000;
const periods = [7, 30, 90] as const;
const bases: readonly Basis[] = ['effective', 'posted'];

/** The balance as a curve, and a slider that goes back in time along it. */
export function BalancePanel({ account }: { account: Account }) {
  const t = useMessages();
  const [days, setDays] = useState<number>(30);
  const [basis, setBasis] = useState<Basis>('effective');
  const { data, error, refetch } = useCurve(account, days, basis);
  return (
    <Panel
      title={t('account.balanceOverTime')}
      actions={
        <div className="segment-groups">
          <Segments
            label={t('account.basis')}
            values={bases}
            chosen={basis}
            textOf={(each) => t(`account.by.${each}`)}
            onChoose={setBasis}
          />
          <Segments
            label={t('account.period')}
            values={periods}
            chosen={days}
            textOf={(each) => t('account.days', { days: each })}
            onChoose={setDays}
          />
        </div>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && <Curve account={account} curve={data.curve} basis={basis} />}
      {data && !data.isWhole && <p className="muted small">{t('account.curveSampled')}</p>}
    </Panel>
  );
}

function useCurve({ id, version }: Account, days: number, basis: Basis) {
  return useQuery({
    queryKey: ['account', id, 'curve', days, basis, version],
    queryFn: ({ signal }) => readCurve(florin, id, { fromMs: Date.now() - days * dayMs, basis }, signal),
  });
}

function Curve({ account, curve, basis }: { account: Account; curve: CurvePoint[]; basis: Basis }) {
  const t = useMessages();
  const { minute } = useFormats();
  const fromMs = curve[0]?.atMs ?? 0;
  const toMs = curve.at(-1)?.atMs ?? 0;
  // A thousand steps, the last of which is now.
  const stepMs = Math.max(1, Math.floor((toMs - fromMs) / 1_000));
  const [atMs, setAtMs] = useState(toMs);
  useEffect(() => setAtMs(toMs), [toMs]);
  const past = usePastBalance(account, { atMs, nowMs: toMs, basis });
  const shown = past.data?.balance ?? balanceBefore(curve, atMs) ?? account.balance;
  const domain = useMemo((): [number, number] => [fromMs, toMs], [fromMs, toMs]);
  return (
    <>
      <p className="past-balance">
        <span className="muted">
          {atMs === toMs ? t('account.now') : t('account.rightBefore', { at: minute(atMs) })}
        </span>
        <strong data-testid="past-balance" aria-busy={past.isFetching}>
          <Amount value={shown} currency={account.currency} />
        </strong>
        {past.data && past.data.held > 0 && (
          <span className="muted small">
            {t('accounts.held')} <Amount value={past.data.held} currency={account.currency} />
          </span>
        )}
      </p>
      {past.error && <ErrorNote error={past.error} />}
      <div className="chart">
        <Suspense fallback={null}>
          <BalanceChart
            curve={curve}
            domain={domain}
            atMs={atMs}
            currency={account.currency}
            onPick={setAtMs}
          />
        </Suspense>
      </div>
      <Slider.Root
        className="slider"
        min={fromMs}
        max={toMs}
        step={stepMs}
        value={[atMs]}
        onValueChange={([value = toMs]) => setAtMs(value + stepMs > toMs ? toMs : value)}
      >
        <Slider.Track className="slider-track">
          <Slider.Range className="slider-range" />
        </Slider.Track>
        <Slider.Thumb
          className="slider-thumb"
          aria-label={t('account.moment')}
          aria-valuetext={minute(atMs)}
        />
      </Slider.Root>
    </>
  );
}

const pauseMs = 200;

/** The bank's own answer for the moment at which the slider rests. */
function usePastBalance(
  { id, version }: Account,
  { atMs, nowMs, basis }: { atMs: number; nowMs: number; basis: Basis },
) {
  const [rested, setRested] = useState(atMs);
  useEffect(() => {
    const timer = setTimeout(() => setRested(atMs), pauseMs);
    return () => clearTimeout(timer);
  }, [atMs]);
  return useQuery({
    queryKey: ['account', id, 'balance at', rested, basis, version],
    enabled: rested === atMs && atMs < nowMs,
    queryFn: async ({ signal }) =>
      florin.accounts.balanceAt(id, { at: new Date(rested).toISOString(), basis }, { signal }),
  });
}

import type { AnalyticsSeries } from '@florin/sdk';
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { areaFill, axis, line, grid, plain, still } from '../../charts/chart-parts.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { isMoney, type Metric } from './analytics-search.ts';

type ChartProps = { metric: Metric; currency: string; points: AnalyticsSeries['series'][number]['points'] };

export function SeriesChart({ metric, currency, points }: ChartProps) {
  const t = useMessages();
  const { shortDay, day, number, money, shortMoney } = useFormats();
  const short = (value: number) => (isMoney(metric) ? shortMoney(value, currency) : number(value));
  const exact = (value: number) => (isMoney(metric) ? money(value, currency) : number(value));
  return (
    <ResponsiveContainer width="100%" height={260}>
      <AreaChart data={points} {...plain}>
        {areaFill('series-fill')}
        <CartesianGrid {...grid} />
        <XAxis {...axis} dataKey="time" tickFormatter={shortDay} minTickGap={40} />
        <YAxis {...axis} width={68} tickFormatter={short} allowDecimals={isMoney(metric)} />
        <Tooltip
          {...still}
          formatter={(value) => [exact(Number(value)), t(`metric.${metric}`)]}
          labelFormatter={(value) => day(String(value))}
        />
        <Area dataKey="value" {...line} fill="url(#series-fill)" />
      </AreaChart>
    </ResponsiveContainer>
  );
}

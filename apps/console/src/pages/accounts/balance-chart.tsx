import {
  Area,
  AreaChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { areaFill, axis, line, grid, plain, still } from '../../charts/chart-parts.tsx';
import { useFormats } from '../../settings/use-formats.ts';
import type { CurvePoint } from './balance-curve.ts';

const dayMs = 86_400_000;

type BalanceChartProps = {
  curve: CurvePoint[];
  domain: [number, number];
  atMs: number;
  currency: string;
  onPick: (atMs: number) => void;
};

export function BalanceChart({ curve, domain, atMs, currency, onPick }: BalanceChartProps) {
  const { money, shortMoney, shortDay, hour, minute } = useFormats();
  const isShort = domain[1] - domain[0] < 2 * dayMs;
  return (
    <ResponsiveContainer width="100%" height={220}>
      <AreaChart
        data={curve}
        {...plain}
        onClick={({ activeLabel }) => {
          if (activeLabel !== undefined) onPick(Number(activeLabel));
        }}
      >
        {areaFill('balance-fill')}
        <CartesianGrid {...grid} />
        <XAxis
          {...axis}
          dataKey="atMs"
          type="number"
          domain={domain}
          tickFormatter={isShort ? hour : shortDay}
          minTickGap={48}
        />
        <YAxis
          {...axis}
          width={68}
          tickFormatter={(value: number) => shortMoney(Math.round(value), currency)}
          allowDecimals={false}
        />
        <Tooltip
          {...still}
          formatter={(value) => [money(Number(value), currency)]}
          labelFormatter={(value) => minute(Number(value))}
          separator=""
        />
        <Area type="stepAfter" dataKey="balance" {...line} fill="url(#balance-fill)" />
        <ReferenceLine x={atMs} stroke="var(--text)" strokeDasharray="3 3" />
      </AreaChart>
    </ResponsiveContainer>
  );
}

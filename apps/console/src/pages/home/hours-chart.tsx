import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { areaFill, axis, line, grid, plain, still } from '../../charts/chart-parts.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { useFormats } from '../../settings/use-formats.ts';
import type { HourPoint } from './day-comparison.ts';

export function HoursChart({ hours }: { hours: HourPoint[] }) {
  const t = useMessages();
  const { hour, number } = useFormats();
  return (
    <ResponsiveContainer width="100%" height={220}>
      <ComposedChart data={hours} {...plain}>
        {areaFill('hours-fill')}
        <CartesianGrid {...grid} />
        <XAxis {...axis} dataKey="hour" tickFormatter={hour} minTickGap={40} />
        <YAxis {...axis} width={48} tickFormatter={number} allowDecimals={false} />
        <Tooltip
          {...still}
          formatter={(value, name) => [number(Number(value)), name]}
          labelFormatter={(value) => hour(Number(value))}
        />
        <Line
          name={t('home.yesterday')}
          dataKey="yesterday"
          stroke="var(--border-strong)"
          strokeWidth={1.5}
          strokeDasharray="4 4"
          dot={false}
          {...still}
        />
        <Area name={t('home.today')} dataKey="today" {...line} fill="url(#hours-fill)" />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

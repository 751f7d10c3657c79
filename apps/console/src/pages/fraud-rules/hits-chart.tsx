import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { axis, grid, plain, still } from '../../charts/chart-parts.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { useFormats } from '../../settings/use-formats.ts';
import type { DayHits } from './rule-draft.ts';

/** The alerts of each day: as the rule is saved, beside as it is set now. */
export function HitsChart({ days }: { days: DayHits[] }) {
  const t = useMessages();
  const { shortDay, number } = useFormats();
  return (
    <ResponsiveContainer width="100%" height={200}>
      <BarChart data={days} {...plain} barGap={0}>
        <CartesianGrid {...grid} />
        <XAxis {...axis} dataKey="day" tickFormatter={shortDay} minTickGap={30} />
        <YAxis {...axis} width={40} tickFormatter={number} allowDecimals={false} />
        <Tooltip
          {...still}
          cursor={{ fill: 'var(--raised)' }}
          labelFormatter={(value) => shortDay(String(value))}
        />
        <Bar name={t('rules.asSaved')} dataKey="saved" fill="var(--border-strong)" {...still} />
        <Bar name={t('rules.asSet')} dataKey="draft" fill="var(--accent-ground)" {...still} />
      </BarChart>
    </ResponsiveContainer>
  );
}

import type { Rebuilt } from './rebuild.ts';

/** The output of the command after a rebuild or a comparison. */
export function report({ events, skipped, differences }: Rebuilt, swapped: boolean): string {
  const number = (value: number) => value.toLocaleString('en');
  const lines = [
    `${number(events)} events have an effect.` +
      (skipped > 0 ? ` Messages that are not valid events: ${number(skipped)}; see the dead letters.` : ''),
    ...differences.map(
      ({ table, inUse, rebuilt }) =>
        `analytics.${table}: ${number(inUse)} rows of the table in use are not in the log, ` +
        `${number(rebuilt)} of the log are not in the table`,
    ),
    outcome(differences.length, swapped),
  ];
  return lines.join('\n');
}

function outcome(differences: number, swapped: boolean): string {
  if (differences === 0)
    return swapped ? 'The rebuilt tables equal those that were in use.' : 'Equal: the tables match the log.';
  return swapped
    ? 'The rebuilt tables are in use now.'
    : 'Different: run "rebuild" to make them match the log.';
}

import type { Difference } from './rule-draft.ts';

/** Settings before and after. */
export function Differences({ differences }: { differences: Difference[] }) {
  return (
    <dl className="differences">
      {differences.map(({ name, before, after }) => (
        <div key={name}>
          <dt>{name.replaceAll('_', ' ')}</dt>
          <dd>
            <del>{before}</del> → <ins>{after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

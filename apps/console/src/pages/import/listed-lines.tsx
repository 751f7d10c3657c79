import { useMessages } from '../../messages/use-messages.ts';
import { useFormats } from '../../settings/use-formats.ts';

type ListedLinesProps = { lines: readonly { line: number; code: string; text: string }[] };

const shownCount = 50;

/** Lines of the file with something wrong: the first of them, since all are in the CSV. */
export function ListedLines({ lines }: ListedLinesProps) {
  const t = useMessages();
  const { number } = useFormats();
  const rest = lines.length - shownCount;
  return (
    <>
      <ul className="plain-list import-lines">
        {lines.slice(0, shownCount).map(({ line, code, text }, place) => (
          <li key={place}>
            <span className="muted">
              {t('import.line')} {number(line)}
            </span>
            <code>{code}</code>
            <span>{text}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="muted small">{t('import.more', { count: number(rest) })}</p>}
    </>
  );
}

/** `payroll.csv` and `errors` are `payroll.errors.csv`, as the command line names it. */
export const fileNameOf = (name: string, kind: string): string =>
  `${name.replace(/\.[^.]*$/, '')}.${kind}.csv`;

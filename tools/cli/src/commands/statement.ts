import { Option, type Command } from 'commander';
import { showAmount } from '../amount.ts';
import { UsageError } from '../failure.ts';
import { mayWrite, writeWhole } from '../write-file.ts';
import { parsePast, parseMonth } from '../moment.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Column } from '../terminal/table.ts';
import { lineColumns } from '../views.ts';
import { examples, said, withFlorin, type Work } from '../work.ts';
import { Money, type Statement, type StatementPeriod } from '@florin/sdk';

export type PeriodOptions = {
  month?: string;
  from?: string;
  to?: string;
  timeZone?: string;
  basis?: 'posted' | 'effective';
};
type StatementOptions = PeriodOptions & { csv?: true; html?: true; out?: string; force?: true };

const headColumns: Column<Statement>[] = [
  { name: 'account', of: ({ account_id }) => account_id },
  { name: 'name', of: ({ account_name }) => account_name },
  { name: 'from', of: ({ from }) => from },
  { name: 'to', of: ({ to }) => to },
  { name: 'opening', of: ({ opening, currency }) => showAmount(Money.exact(opening, 'balance'), currency) },
  {
    name: 'in',
    of: (head) => `${showAmount(Money.exact(head, 'total_in'), head.currency)} (${head.count_in})`,
  },
  {
    name: 'out',
    of: (head) => `${showAmount(Money.exact(head, 'total_out'), head.currency)} (${head.count_out})`,
  },
  {
    name: 'closing',
    of: ({ closing, currency }) => showAmount(Money.exact(closing, 'balance'), currency),
    tone: () => 'strong',
  },
];

export function addStatementCommand(program: Command, surroundings: Surroundings): void {
  const statement = addPeriod(program.command('statement <account>'))
    .description(
      'a period of an account: opening balance, every movement with the balance after it, closing balance',
    )
    .addOption(new Option('--csv', 'as CSV, safe to open in a spreadsheet').conflicts(['html', 'json']))
    .addOption(new Option('--html', 'as a page to print').conflicts(['csv', 'json']))
    .option('--out <file>', 'into a file, whole or not at all')
    .option('--force', 'write over a file that is there already')
    .action(
      withFlorin<StatementOptions, [string]>(surroundings, async (work, id) => {
        const { csv, html, out } = work.options;
        const period = periodOf(work.options);
        if (!csv && !html) {
          if (out) throw new UsageError('--out goes with --csv or --html.');
          return showStatement(work, id, period);
        }
        if (out) await mayWrite(out, work);
        const { accounts } = work.florin;
        const text = await (html ? accounts.statementHtml(id, period) : accounts.statementCsv(id, period));
        if (out) await writeWhole(out, (file) => file.write(text));
        else await work.terminal.write(text);
      }),
    );
  examples(
    statement,
    'florin statement acct_…',
    'florin statement acct_… --month 2026-11 --time-zone Europe/Berlin',
    'florin statement acct_… --from 2026-01-01 --to 2027-01-01 --csv --out 2026.csv',
    'florin statement acct_… --month 2026-11 --html > november.html',
    'florin statement acct_… --month 2026-11 --json | jq .balance_change',
  );
}

/** For people the header and all lines; for scripts the header in the first line, and one line per movement. */
async function showStatement<O>(
  { florin, terminal }: Work<O>,
  id: string,
  period: StatementPeriod,
): Promise<void> {
  const statement = florin.accounts.statement(id, { ...period, limit: 100 });
  const first = await statement;
  const { data: _data, has_more: _more, next_cursor: _cursor, ...head } = first;
  if (terminal.json) await terminal.text(JSON.stringify(head));
  else {
    await terminal.object(headColumns, first);
    await terminal.text('');
  }
  await terminal.list(lineColumns(first.currency), statement, Number.POSITIVE_INFINITY);
}

/** The option for the time zone of dates without a time. */
export function timeZoneOption(): Option {
  return new Option(
    '--time-zone <zone>',
    'where a date or month begins, such as Europe/Berlin; UTC if not given',
  );
}

export function addPeriod(command: Command): Command {
  return command
    .option('--month <month>', 'a month, such as 2026-11')
    .addOption(new Option('--from <time>', 'the begin of the period').conflicts('month'))
    .addOption(
      new Option('--to <time>', 'its end, not included; the end of this month, if not said').conflicts(
        'month',
      ),
    )
    .addOption(timeZoneOption())
    .addOption(
      new Option('--basis <basis>', 'where backdated movements stand').choices(['posted', 'effective']),
    );
}

/** The default is the current month, by the bank's clock. Throws UsageError for an invalid time. */
export function periodOf({ month, from, to, timeZone, basis }: PeriodOptions): StatementPeriod {
  const common = { time_zone: timeZone, basis };
  if (month) return said({ ...parseMonth(month, timeZone), ...common });
  const at = (text?: string) => text && parsePast(text, Date.now(), timeZone);
  return said({ from: at(from), to: at(to), ...common });
}

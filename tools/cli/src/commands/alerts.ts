import type { FraudAlertFilters } from '@florin/sdk';
import { Option, type Command } from 'commander';
import { parsePast } from '../moment.ts';
import type { Surroundings } from '../surroundings.ts';
import { alertColumns } from '../views.ts';
import { addListOptions, examples, limitOf, said, withFlorin, type ListOptions } from '../work.ts';

type AlertOptions = ListOptions & {
  account?: string;
  state?: FraudAlertFilters['state'];
  severity?: FraudAlertFilters['severity'];
  rule?: FraudAlertFilters['rule'];
  since?: string;
  until?: string;
};

export function addAlertCommands(program: Command, surroundings: Surroundings): void {
  const alerts = program.command('alerts').description('what the fraud rules have noticed');
  const list = alerts
    .command('list')
    .description('list alerts, the newest first')
    .option('--account <account>', 'only about this one')
    .addOption(new Option('--state <state>', 'only those').choices(['open', 'confirmed', 'dismissed']))
    .addOption(new Option('--severity <severity>', 'only those').choices(['low', 'medium', 'high']))
    .option('--rule <rule>', 'only of this rule, such as velocity')
    .option('--since <time>', 'only those raised then or later')
    .option('--until <time>', 'only those raised before')
    .action(
      withFlorin<AlertOptions, []>(surroundings, async ({ florin, terminal, options }) => {
        const { account, state, severity, rule, since, until } = options;
        const { count, page } = limitOf(options);
        const filters = said({
          account_id: account,
          state,
          severity,
          rule,
          raised_from: since && parsePast(since),
          raised_to: until && parsePast(until),
          limit: page,
        });
        await terminal.list(alertColumns, florin.fraud.alerts.list(filters), count);
      }),
    );
  examples(addListOptions(list), 'florin alerts list --state open --severity high');
  examples(
    alerts
      .command('get <alert>')
      .description('show an alert; --json has the movements that made the rule match')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }, id: string) =>
          terminal.object(alertColumns, await florin.fraud.alerts.get(id)),
        ),
      ),
    'florin alerts get alrt_…',
  );
  addDecisions(alerts, surroundings);
}

function addDecisions(alerts: Command, surroundings: Surroundings): void {
  for (const [name, does, note] of [
    ['confirm', 'decide that it was fraud', 'The card was stolen.'],
    ['dismiss', 'decide that it was nothing', 'A known payroll run.'],
  ] as const) {
    examples(
      alerts
        .command(`${name} <alert>`)
        .description(does)
        .option('--note <text>', 'why')
        .action(
          withFlorin<{ note?: string }, [string]>(surroundings, async ({ florin, terminal, options }, id) =>
            terminal.object(alertColumns, await florin.fraud.alerts[name](id, options.note)),
          ),
        ),
      `florin alerts ${name} alrt_… --note "${note}"`,
    );
  }
}

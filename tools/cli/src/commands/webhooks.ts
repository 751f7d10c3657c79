import type { WebhookDeliveryDetails, WebhookDeliveryFilters } from '@florin/sdk';
import { Option, type Command } from 'commander';
import type { Surroundings } from '../surroundings.ts';
import type { Column } from '../terminal/table.ts';
import { deliveryColumns, endpointColumns } from '../views.ts';
import {
  addKeyOption,
  addListOptions,
  examples,
  keyOf,
  limitOf,
  readWhole,
  said,
  withFlorin,
  type KeyOption,
  type ListOptions,
} from '../work.ts';

type Changes = { url?: string; events?: string[]; description?: string };

export function addWebhookCommands(program: Command, surroundings: Surroundings): void {
  const webhooks = program.command('webhooks').description('where events are sent to, and how that went');
  addCreate(webhooks, surroundings);
  addLooks(webhooks, surroundings);
  addUpdates(webhooks, surroundings);
  addSecrets(webhooks, surroundings);
  addDeliveries(webhooks, surroundings);
}

function addCreate(webhooks: Command, surroundings: Surroundings): void {
  const create = webhooks
    .command('create <address>')
    .description('have events sent to an address; keep the secret, it is shown this once')
    .option('--events <type...>', 'only these, such as florin.transactions.*')
    .option('--description <text>', 'for people')
    .action(
      withFlorin<KeyOption & Changes, [string]>(surroundings, async ({ florin, terminal, options }, url) => {
        const { events, description } = options;
        const endpoint = { url, ...said({ event_types: events, description }) };
        await terminal.object(
          endpointColumns,
          await florin.webhookEndpoints.create(endpoint, keyOf(options)),
        );
        terminal.note('The secret is shown this once: your receiver needs it to check signatures.');
      }),
    );
  examples(
    addKeyOption(create),
    'florin webhooks create https://shop.example/florin',
    'florin webhooks create https://shop.example/florin --events "florin.transactions.*"',
  );
}

function addLooks(webhooks: Command, surroundings: Surroundings): void {
  const list = webhooks
    .command('list')
    .description('list the endpoints')
    .action(
      withFlorin<ListOptions, []>(surroundings, async ({ florin, terminal, options }) =>
        terminal.list(endpointColumns, florin.webhookEndpoints.list(), limitOf(options).count),
      ),
    );
  examples(addListOptions(list), 'florin webhooks list');
  examples(
    webhooks
      .command('get <endpoint>')
      .description('show an endpoint')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }, id: string) =>
          terminal.object(endpointColumns, await florin.webhookEndpoints.get(id)),
        ),
      ),
    'florin webhooks get whe_…',
  );
}

function addUpdates(webhooks: Command, surroundings: Surroundings): void {
  for (const [name, enabled, does] of [
    ['enable', true, 'send events again, those that have waited too'],
    ['disable', false, 'send nothing until it is enabled'],
  ] as const) {
    examples(
      webhooks
        .command(`${name} <endpoint>`)
        .description(does)
        .action(
          withFlorin(surroundings, async ({ florin, terminal }, id: string) =>
            terminal.object(endpointColumns, await florin.webhookEndpoints.update(id, { enabled })),
          ),
        ),
      `florin webhooks ${name} whe_…`,
    );
  }
  examples(
    webhooks
      .command('verify <endpoint>')
      .description('challenge it again at once; it gets events when it has answered')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }, id: string) =>
          terminal.object(endpointColumns, await florin.webhookEndpoints.verify(id)),
        ),
      ),
    'florin webhooks verify whe_…',
  );
  examples(
    webhooks
      .command('delete <endpoint>')
      .description('forget an endpoint and what was to be sent there')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }, id: string) => {
          const deleted = await florin.webhookEndpoints.delete(id);
          if (terminal.json) await terminal.text(JSON.stringify(deleted));
          else terminal.note(`${deleted.id} is deleted.`);
        }),
      ),
    'florin webhooks delete whe_…',
  );
}

const secretColumns: Column<{ id: string; secret: string; expires_at: string | null }>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'secret', of: ({ secret }) => secret, tone: () => 'strong' },
  { name: 'expires', of: ({ expires_at }) => expires_at },
];

function addSecrets(webhooks: Command, surroundings: Surroundings): void {
  const rotate = webhooks
    .command('rotate <endpoint>')
    .description('make a new secret; those before it sign beside it for a while')
    .option('--overlap <seconds>', 'for how long; a day, if not said')
    .action(
      withFlorin<KeyOption & { overlap?: string }, [string]>(
        surroundings,
        async ({ florin, terminal, options }, id) => {
          const { overlap } = options;
          const rotation = overlap ? { overlap_seconds: readWhole('--overlap', overlap, 0, 31_536_000) } : {};
          const secret = await florin.webhookEndpoints.rotateSecret(id, rotation, keyOf(options));
          await terminal.object(secretColumns, secret);
        },
      ),
    );
  examples(
    addKeyOption(rotate),
    'florin webhooks rotate whe_…',
    'florin webhooks rotate whe_… --overlap 3600',
  );
  examples(
    webhooks
      .command('test <endpoint>')
      .description('send one event to see whether it arrives')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }, id: string) =>
          terminal.object(deliveryColumns, await florin.webhookEndpoints.test(id)),
        ),
      ),
    'florin webhooks test whe_…',
  );
}

const detailColumns: Column<WebhookDeliveryDetails>[] = [
  ...deliveryColumns,
  {
    name: 'attempts so far',
    onlyAlone: true,
    of: ({ attempts }) =>
      attempts
        .map((each) => `${each.started_at} ${each.response_status ?? each.failure} in ${each.duration_ms} ms`)
        .join('; '),
  },
  { name: 'body', onlyAlone: true, of: ({ body }) => body },
];

type DeliveryOptions = ListOptions & {
  endpoint?: string;
  status?: WebhookDeliveryFilters['status'];
  event?: string;
  transaction?: string;
  account?: string;
};

function addDeliveries(webhooks: Command, surroundings: Surroundings): void {
  const deliveries = webhooks
    .command('deliveries')
    .description('list what was sent, the newest first')
    .option('--endpoint <endpoint>', 'only to this one')
    .addOption(new Option('--status <status>', 'only those').choices(['pending', 'delivered', 'failed']))
    .option('--event <type>', 'only events of exactly this type')
    .option('--transaction <transaction>', 'only events about this one')
    .option('--account <account>', 'only events about this one')
    .action(
      withFlorin<DeliveryOptions, []>(surroundings, async ({ florin, terminal, options }) => {
        const { endpoint, status, event, transaction, account } = options;
        const { count, page } = limitOf(options);
        const filters = said({
          endpoint_id: endpoint,
          status,
          event_type: event,
          transaction_id: transaction,
          account_id: account,
          limit: page,
        });
        const list = florin.webhookDeliveries.list(filters);
        await terminal.list(deliveryColumns, list, count);
      }),
    );
  examples(
    addListOptions(deliveries),
    'florin webhooks deliveries --status failed',
    'florin webhooks deliveries --transaction txn_… --json',
  );
  examples(
    webhooks
      .command('delivery <delivery>')
      .description('show what was sent, and what was answered each time')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }, id: string) =>
          terminal.object(detailColumns, await florin.webhookDeliveries.get(id)),
        ),
      ),
    'florin webhooks delivery whd_…',
  );
  examples(
    webhooks
      .command('replay <delivery>')
      .description('send it again at once, under the same webhook-id')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }, id: string) =>
          terminal.object(deliveryColumns, await florin.webhookDeliveries.replay(id)),
        ),
      ),
    'florin webhooks replay whd_…',
  );
}

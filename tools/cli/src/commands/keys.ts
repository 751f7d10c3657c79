import type { ApiKeyWithSecret, RevokedApiKey, Scope } from '@florin/sdk';
import type { Command } from 'commander';
import { parseMoment } from '../moment.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { apiKeyColumns } from '../views.ts';
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

type TermOptions = KeyOption & { expires?: string; from?: string[] };
type CreateOptions = TermOptions & { scopes: Scope[] };
type RotateOptions = TermOptions & { overlap?: string };

const monthSeconds = 2_592_000;

export function addKeysCommands(program: Command, surroundings: Surroundings): void {
  const keys = program.command('keys').description('the API keys that act for your tenant');
  addCreate(keys, surroundings);
  addLooks(keys, surroundings);
  addRotate(keys, surroundings);
  addRevoke(keys, surroundings);
}

function addCreate(keys: Command, surroundings: Surroundings): void {
  const create = keys
    .command('create <name>')
    .description('make a key with scopes that yours has too; keep its secret, it is shown this once')
    .requiredOption('--scopes <scope...>', 'what it may do, such as accounts:read; /docs names them all')
    .option('--expires <time>', 'when it ends; without it, with your own key or when it is revoked')
    .option('--from <address...>', 'the addresses or networks from which it works, such as 203.0.113.0/24')
    .action(
      withFlorin<CreateOptions, [string]>(surroundings, async ({ florin, terminal, options }, name) => {
        const wanted = { name, scopes: options.scopes, ...termsOf(options) };
        await showOnce(terminal, await florin.apiKeys.create(wanted, keyOf(options)));
      }),
    );
  examples(
    addKeyOption(create),
    'florin keys create "till 7" --scopes accounts:read transactions:write',
    'florin keys create "audit 2026" --scopes transactions:read --expires 2027-01-31',
    'florin keys create ci --scopes accounts:read --json | jq -r .secret',
  );
}

function addLooks(keys: Command, surroundings: Surroundings): void {
  const list = keys
    .command('list')
    .description('list the keys, also those that have ended, without their secrets')
    .action(
      withFlorin<ListOptions, []>(surroundings, async ({ florin, terminal, options }) =>
        terminal.list(apiKeyColumns, florin.apiKeys.list(), limitOf(options).count),
      ),
    );
  examples(addListOptions(list), 'florin keys list', 'florin keys list --all --json | jq .last_used_at');
  examples(
    keys
      .command('get <key>')
      .description('show a key, without its secret')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }, id: string) =>
          terminal.object(apiKeyColumns, await florin.apiKeys.get(id)),
        ),
      ),
    'florin keys get key_…',
  );
  examples(
    keys
      .command('whoami')
      .description('show the key in use: what it may do, and when it ends')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }) =>
          terminal.object(apiKeyColumns, await florin.apiKeys.current()),
        ),
      ),
    'florin keys whoami',
    'florin keys whoami --profile test --json',
  );
}

function addRotate(keys: Command, surroundings: Surroundings): void {
  const rotate = keys
    .command('rotate <key>')
    .description('make a key in place of this one, which works beside it for a while')
    .option('--overlap <seconds>', 'for how long the old one works; a day, if not said')
    .option('--expires <time>', 'when the new one ends; without it, with your own key or when it is revoked')
    .option('--from <address...>', 'from where the new one works; without it, from where the old one does')
    .action(
      withFlorin<RotateOptions, [string]>(surroundings, async ({ florin, terminal, options }, id) => {
        const { overlap } = options;
        const rotation = {
          ...(overlap ? { overlap_seconds: readWhole('--overlap', overlap, 0, monthSeconds) } : {}),
          ...termsOf(options),
        };
        await showOnce(terminal, await florin.apiKeys.rotate(id, rotation, keyOf(options)));
      }),
    );
  examples(
    addKeyOption(rotate),
    'florin keys rotate key_…',
    'florin keys rotate key_… --overlap 3600',
    'florin keys rotate key_… --overlap 0 --expires 2027-01-31',
  );
}

function addRevoke(keys: Command, surroundings: Surroundings): void {
  const revoke = keys
    .command('revoke <key>')
    .description('end a key for good, within 3 seconds everywhere; also the one in use, if it is the one')
    .option('--cascade', 'also end the keys that it made, and those that they made')
    .action(
      withFlorin<{ cascade?: boolean }, [string]>(
        surroundings,
        async ({ florin, terminal, options: { cascade } }, id) => {
          const revoked = await florin.apiKeys.revoke(id, said({ cascade }));
          await terminal.object(apiKeyColumns, revoked);
          if (revoked.children.length > 0) terminal.note(noteOfChildren(revoked, cascade === true));
        },
      ),
    );
  examples(revoke, 'florin keys revoke key_…', 'florin keys revoke key_… --cascade');
}

function noteOfChildren({ id, children }: RevokedApiKey, cascade: boolean): string {
  const ids = children.map((child) => child.id).join(', ');
  if (cascade) return `Revoked with it: ${ids}`;
  return `It made keys that still work: ${ids}. To end them too: florin keys revoke ${id} --cascade`;
}

async function showOnce(terminal: Terminal, key: ApiKeyWithSecret): Promise<void> {
  await terminal.object(apiKeyColumns, key);
  terminal.note(
    key.secret === null
      ? `This key was made before, under the same idempotency key. If its secret was lost: florin keys rotate ${key.id}`
      : 'The secret is the key itself, and shown this once: the bank keeps only its hash.',
  );
}

function termsOf({ expires, from }: TermOptions): { expires_at?: string; allowed_addresses?: string[] } {
  return said({
    expires_at: expires === undefined ? undefined : parseMoment(expires),
    allowed_addresses: from,
  });
}

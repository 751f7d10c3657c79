import { PermissionError, type Florin } from '@florin/sdk';
import type { Command } from 'commander';
import { UsageError } from '../failure.ts';
import { promptSecret } from '../login/prompt-secret.ts';
import { configDirectory } from '../login/config-directory.ts';
import { Profiles } from '../login/profiles.ts';
import { clientOf, defaultUrl, readUrl, shownKey } from '../login/session.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Column } from '../terminal/table.ts';
import { examples, withFlorin, withTerminal } from '../work.ts';

type ShownProfile = { profile: string; url: string; key: string; current: boolean };

const profileColumns: Column<ShownProfile>[] = [
  { name: '', of: ({ current }) => (current ? '*' : ' ') },
  { name: 'profile', of: ({ profile }) => profile },
  { name: 'url', of: ({ url }) => url },
  { name: 'key', of: ({ key }) => key },
];

type WhoAmI = { profile: string | null; url: string; key: string; accounts_readable: boolean };

const identityColumns: Column<WhoAmI>[] = [
  { name: 'profile', of: ({ profile }) => profile ?? 'from FLORIN_API_KEY' },
  { name: 'url', of: ({ url }) => url },
  { name: 'key', of: ({ key }) => key },
  {
    name: 'reads accounts',
    of: ({ accounts_readable }) => (accounts_readable ? 'yes' : 'no: lacks the scope'),
  },
];

export function addLoginCommands(program: Command, surroundings: Surroundings): void {
  addLogin(program, surroundings);
  addProfiles(program, surroundings);
  examples(
    program
      .command('whoami')
      .description('say whose key is used at which bank, and whether it is good')
      .action(
        withFlorin(surroundings, async ({ florin, session, terminal }) => {
          const accounts_readable = await isGoodKey(florin);
          await terminal.object(identityColumns, {
            profile: session.profile,
            url: session.url,
            key: shownKey(session.apiKey),
            accounts_readable,
          });
        }),
      ),
    'florin whoami',
    'florin whoami --profile test --json',
  );
}

function addLogin(program: Command, surroundings: Surroundings): void {
  const login = program
    .command('login')
    .description('try a key and keep it under the name of a profile, readable by you alone')
    .action(
      withTerminal(surroundings, async (terminal, options) => {
        const { env, input, err } = surroundings;
        const url = readUrl(options.url ?? env['FLORIN_URL'] ?? defaultUrl);
        const name = options.profile ?? env['FLORIN_PROFILE'] ?? 'default';
        const apiKey = env['FLORIN_API_KEY'] || (await promptSecret(`API key for ${url}: `, input, err));
        if (!apiKey) throw new UsageError('No key came: type it, pipe it in, or set FLORIN_API_KEY.');
        await isGoodKey(clientOf({ url, apiKey, profile: name }));
        new Profiles(configDirectory(env)).save(name, { url, api_key: apiKey });
        terminal.note(`The key is good. Profile "${name}" is used from now on.`);
        if (terminal.json) await terminal.text(JSON.stringify({ profile: name, url, key: shownKey(apiKey) }));
      }),
    );
  examples(
    login,
    'florin login --url https://bank.example',
    'florin login --profile test --url http://127.0.0.1:3000 < key.txt',
    'FLORIN_API_KEY=flk_… florin login',
  );
}

/** True when the key may read accounts, false when it lacks that scope. Throws AuthenticationError. */
async function isGoodKey(florin: Florin): Promise<boolean> {
  try {
    await florin.accounts.list({ limit: 1 });
    return true;
  } catch (error) {
    if (error instanceof PermissionError) return false;
    throw error;
  }
}

function addProfiles(program: Command, surroundings: Surroundings): void {
  const profiles = program.command('profiles').description('the keys that you have logged in with');
  const saved = () => new Profiles(configDirectory(surroundings.env));
  examples(
    profiles
      .command('list')
      .description('list the profiles; the star is the one in use')
      .action(
        withTerminal(surroundings, async (terminal) => {
          const known = saved();
          const rows = known.names.map((profile) => {
            const { url, api_key } = known.get(profile);
            return { profile, url, key: shownKey(api_key), current: profile === known.current };
          });
          await terminal.rows(profileColumns, rows);
        }),
      ),
    'florin profiles list',
  );
  examples(
    profiles
      .command('use <name>')
      .description('use this profile from now on')
      .action(withTerminal(surroundings, async (_terminal, _options, name: string) => saved().use(name))),
    'florin profiles use test',
  );
  examples(
    profiles
      .command('remove <name>')
      .description('forget the key of a profile; the key itself stays good')
      .action(withTerminal(surroundings, async (_terminal, _options, name: string) => saved().remove(name))),
    'florin profiles remove test',
  );
}

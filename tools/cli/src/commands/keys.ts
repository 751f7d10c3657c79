import type { Command } from 'commander';
import type { Surroundings } from '../surroundings.ts';
import { examples, withTerminal } from '../work.ts';

const explanation = `API keys are made and ended by whoever runs the bank, not over the API:

  npm run admin -- create-key --tenant tenant_… --name "till 7" --scopes accounts:read,transactions:write
  npm run admin -- list-keys --tenant tenant_…
  npm run admin -- revoke-key --id key_…

What this program knows of keys: \`florin login\` keeps one, \`florin profiles list\` shows which are kept, \`florin whoami\`
says whether the one in use is good, and \`florin profiles remove\` forgets one.`;

export function addKeysCommand(program: Command, surroundings: Surroundings): void {
  examples(
    program
      .command('keys')
      .description('say how API keys are made and ended')
      .action(withTerminal(surroundings, async (terminal) => terminal.text(explanation))),
    'florin keys',
  );
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:process';
import { Argument, type Command } from 'commander';
import { bankAddress, type SessionOptions } from '../login/session.ts';
import type { Surroundings } from '../surroundings.ts';
import { examples, withTerminal } from '../work.ts';

const pages: Record<string, string> = {
  docs: '/docs',
  guides: '/docs/guides',
  errors: '/docs/errors',
  events: '/docs/events',
};

/** What opens an address in the browser. */
const openers: Partial<Record<NodeJS.Platform, [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

export function addOpenCommand(program: Command, surroundings: Surroundings): void {
  const page = new Argument('[page]', 'which').choices(Object.keys(pages)).default('docs');
  const command = program
    .command('open')
    .description("open the bank's pages in the browser, and show the address")
    .addArgument(page)
    .action(
      withTerminal<SessionOptions, [string]>(surroundings, async (terminal, options, name) => {
        const address = `${bankAddress(options, surroundings.env)}${pages[name] ?? ''}`;
        await terminal.text(terminal.json ? JSON.stringify({ address }) : address);
        if (!terminal.json && !(await openInBrowser(address, surroundings.env)))
          terminal.note('No browser could be started here.');
      }),
    );
  examples(command, 'florin open docs', 'florin open errors');
}

async function openInBrowser(address: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const [command, ...args] = openers[platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, address], { env, stdio: 'ignore', detached: true });
  child.unref();
  try {
    await once(child, 'spawn');
    return true;
  } catch {
    return false;
  }
}

import { describe, expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { PassThrough } from 'node:stream';
import { candidates } from './completion/candidates.ts';
import { percentile } from './bench/load.ts';
import { promptSecret, Interrupted } from './login/prompt-secret.ts';
import { buildProgram } from './program.ts';

const program = buildProgram({
  env: {},
  input: new PassThrough(),
  out: new PassThrough(),
  err: new PassThrough(),
  stop: new AbortController().signal,
});

function leaves(command: Command, path = ''): [string, Command][] {
  const name = `${path} ${command.name()}`.trim();
  return command.commands.length === 0
    ? [[name, command]]
    : command.commands.flatMap((each) => leaves(each, name));
}

describe('help', () => {
  test.each(leaves(program))('%s says what it does, with an example of itself', (name, command) => {
    expect(command.description()).not.toBe('');
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toMatch(/\nExamples:\n/);
    expect(help.slice(help.indexOf('Examples:'))).toContain(name);
  });
});

describe('completion', () => {
  test.each([
    [['acc'], ['accounts']],
    [['accounts', 'fre'], ['freeze']],
    [['accounts', 'list', '--status', 'fr'], ['frozen']],
    [['accounts', 'list', '--sta'], ['--status']],
    [['accounts', 'list', '--js'], ['--json']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [
      ['export', ''],
      ['transactions', 'accounts', 'statement'],
    ],
    [['scheduled', 'create', 'tr'], ['transfer']],
    [['credit', ''], []],
    [['credit', 'acct_1', '--reference', ''], []],
  ])('%j', (words, found) => {
    expect(candidates(program, words)).toEqual(found);
  });
});

describe('a key', () => {
  test('is typed unseen, with corrections', async () => {
    const input = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (raw: boolean) => modes.push(raw),
    });
    const modes: boolean[] = [];
    const output = new PassThrough();
    const requested = promptSecret('Key: ', input, output);
    input.write('flk_ax');
    input.write('\u007f');
    input.write('bc\r');
    expect(await requested).toBe('flk_abc');
    expect(modes).toEqual([true, false]);
    expect(String(output.read())).toBe('Key: \n');
  });

  test('comes from a pipe as its first line', async () => {
    const input = new PassThrough();
    input.end('flk_abc\nmore\n');
    expect(await promptSecret('Key: ', input, new PassThrough())).toBe('flk_abc');
  });

  test('is no longer prompted for after Ctrl-C', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const requested = promptSecret('Key: ', input, new PassThrough());
    input.write('\u0003');
    await expect(requested).rejects.toThrow(Interrupted);
  });
});

test('percentiles are measured values', () => {
  expect(percentile([3, 1, 2], 0.5)).toBe(2);
  expect(percentile([3, 1, 2], 0.99)).toBe(3);
  expect(percentile([], 0.5)).toBeNull();
});

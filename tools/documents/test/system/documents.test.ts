import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePorts } from '@florin/processes';
import { startBank, type Bank } from '@florin/testing';
import { codeBlocks, type CodeBlock } from '../../src/code-blocks.ts';
import { examples, pages, readPage } from '../../src/pages.ts';
import { programsOf } from '../../src/programs.ts';
import { runPage, type Stage } from '../../src/run-page.ts';
import { createThirdPartyProject, type ThirdPartyProject } from '../../src/third-party-project.ts';
import { declaredValues } from '../declared-values.ts';

const compilerOptions = [
  ...['--strict', '--noEmit', '--noUncheckedIndexedAccess', '--verbatimModuleSyntax'],
  ...['--erasableSyntaxOnly', '--exactOptionalPropertyTypes', '--module', 'nodenext', '--target', 'es2024'],
  ...['--types', 'node', '--skipLibCheck'],
];

let bank: Bank;
let project: ThirdPartyProject;
let receiverPorts: number[];
/** Somebody's endpoint, for pages that send to one without saying how it is made. */
const endpoint = createServer((_request, response) => response.writeHead(204).end());

beforeAll(async () => {
  // It installs packages synchronously: a connection that is being made meanwhile would count as timed out.
  project = createThirdPartyProject();
  receiverPorts = await freePorts(2);
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  bank = await startBank();
  writeFileSync(join(project.directory, 'declared-values.mjs'), declaredValues);
  writeCommandLine(join(project.directory, 'bin'));
}, 300_000);

afterAll(async () => {
  endpoint.close();
  await bank?.stop();
  project?.remove();
});

/** The command line as `npm run florin` runs it. Tests of tools/cli install the packed one. */
function writeCommandLine(directory: string): void {
  const program = join(import.meta.dirname, '..', '..', '..', 'cli', 'src', 'main.ts');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'florin'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {
    mode: 0o755,
  });
}

/** Every page in a folder of its own, with the credentials where `npm start` leaves them. */
function stageOf(page: string, withinMs = 60_000): Stage {
  const directory = join(project.directory, page.replaceAll(/\W+/g, '-'));
  mkdirSync(join(directory, '.local'), { recursive: true });
  writeFileSync(join(directory, '.local', 'credentials.json'), JSON.stringify({ api_key: bank.apiKey }));
  const env = {
    ...process.env,
    PATH: `${join(project.directory, 'bin')}:${process.env['PATH']}`,
    FLORIN_URL: bank.url,
    FLORIN_API_KEY: bank.apiKey,
    NODE_OPTIONS: '',
  };
  const makesReceiver = page.endsWith('webhooks.md');
  const fill = (text: string) =>
    text
      .replaceAll('http://127.0.0.1:3000', bank.url)
      .replaceAll('127.0.0.1:19092', bank.kafka.broker)
      // The pages register this name. In a test it is not resolved.
      .replaceAll('https://example.com/florin', 'http://127.0.0.1:8080/florin')
      .replaceAll("'flk_…'", `'${bank.apiKey}'`)
      .replaceAll('8080', String(makesReceiver ? receiverPorts[0] : (endpoint.address() as AddressInfo).port))
      .replaceAll('8081', String(receiverPorts[1]));
  return { directory, env, fill, withinMs };
}

test('every program of the documents compiles strictly with the packed SDK', () => {
  const files = pages.flatMap((page) => {
    const folder = join(project.directory, 'types', page.replaceAll(/\W+/g, '-'));
    mkdirSync(folder, { recursive: true });
    const blocks = codeBlocks(readPage(page));
    const programs = programsOf(blocks).filter(({ extension }) => extension === 'mts');
    const whole: { line: number; text: string }[] = [
      ...programs.map(({ blocks: [first], text }) => ({ line: first!.line, text })),
      ...blocks.filter(({ file, language }) => file !== undefined && language === 'ts'),
    ];
    return whole.map(({ line, text }) => {
      const file = join(folder, `line-${line}.mts`);
      writeFileSync(file, text);
      return file;
    });
  });
  expect(files.length).toBeGreaterThan(10);
  expect(project.typeCheck([...compilerOptions, ...files])).toBe('');
});

describe('what the documents show happens', () => {
  test.each(pages)(
    'in %s',
    async (page) => {
      expect(await runPage(codeBlocks(readPage(page)), stageOf(page))).toEqual([]);
      // Readers follow a page more than once, in the same bank: an idempotency key that stands in it must not be in the way.
      expect(await runPage(codeBlocks(readPage(page)), stageOf(`again/${page}`))).toEqual([]);
    },
    240_000,
  );
});

describe('the example', () => {
  /** A copy outside of the workspace: it finds the packed SDK, and nothing of ours. */
  const copy = (name: string) => {
    const directory = join(project.directory, 'examples', name);
    cpSync(examples.folder(name), directory, {
      recursive: true,
      filter: (path) => !/node_modules|\.db$/.test(path),
    });
    return directory;
  };

  test.each(examples.names)(
    '%s compiles strictly, and does what its own test says against a real bank',
    async (name) => {
      const directory = copy(name);
      expect(project.typeCheck([], join('examples', name))).toBe('');
      const env = {
        ...process.env,
        NODE_OPTIONS: '',
        FLORIN_URL: bank.url,
        FLORIN_API_KEY: bank.apiKey,
        KAFKA_BROKERS: bank.kafka.broker,
      };
      const program = spawn(process.execPath, ['--test', '--test-reporter=spec'], { cwd: directory, env });
      let printed = '';
      for (const stream of [program.stdout, program.stderr]) stream.on('data', (chunk) => (printed += chunk));
      const [code] = await once(program, 'close');
      expect({ code, printed: code === 0 ? '' : printed }).toEqual({ code: 0, printed: '' });
      expect(printed).toMatch(/pass [1-9]/);
    },
    240_000,
  );
});

describe('a page that is wrong is noticed', () => {
  const block = (language: string, text: string, more: Partial<CodeBlock> = {}): CodeBlock => ({
    language,
    text,
    line: 1,
    ...more,
  });
  const balance = block('sh', 'curl -s http://127.0.0.1:3000/health/live');

  test.each<[string, CodeBlock[]]>([
    ['a program that throws', [block('ts', "import 'node:fs';\nthrow new Error('no');")]],
    ['a program that prints another line', [block('ts', "import 'node:fs';\nconsole.log(1); // 2\n")]],
    ['a command that fails', [block('sh', 'false\ntrue\n')]],
    ['a variable that nobody has set', [block('sh', 'echo $NOBODY\n')]],
    ['an answer of another shape', [balance, block('json', '{ "status": "elsewhere" }')]],
    ['a line that nobody prints', [balance, block('txt', 'another line\n')]],
    ['a file that is not run', [block('ts', '', { file: 'lonely.mts' })]],
    ['a language that nobody runs', [block('cobol', '')]],
  ])('%s', async (name, blocks) => {
    expect(await runPage(blocks, stageOf(`wrong ${name}`, 0))).toHaveLength(1);
  });
});

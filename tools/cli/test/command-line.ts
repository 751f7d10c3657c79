import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { run } from '../src/run.ts';

const program = join(import.meta.dirname, '..', 'src', 'main.ts');

export type Outcome = { code: number | null; out: string; err: string };
export type Given = {
  input?: string;
  env?: Record<string, string>;
  /** Shown on a terminal of this width. */
  columns?: number;
  /** Typed by a person at a terminal. */
  typed?: string;
};

/** A person's command line: an empty folder to work in, and settings of its own. */
export class CommandLine {
  readonly directory = mkdtempSync(join(tmpdir(), 'florin-cli-'));
  readonly #env: Record<string, string>;

  constructor(env: Record<string, string>) {
    const settings = { XDG_CONFIG_HOME: join(this.directory, 'config'), HOME: this.directory };
    this.#env = { PATH: process.env['PATH'] ?? '', ...settings, ...env };
  }

  /** Runs a command in this process: a process of its own for each would take longer than what is tested. */
  async florin(args: string[], { input = '', env = {}, columns, typed }: Given = {}): Promise<Outcome> {
    const [out, err] = [new PassThrough(), new PassThrough()];
    if (columns) Object.assign(out, { isTTY: true, columns });
    if (typed) Object.assign(err, { isTTY: true });
    const texts = Promise.all([textOf(out), textOf(err)]);
    const code = await run(args, {
      env: { ...this.#env, ...env },
      input: Object.assign(Readable.from([typed ?? input]), typed ? { isTTY: true } : {}),
      out,
      err,
      stop: new AbortController().signal,
    });
    out.end();
    err.end();
    const [outText, errText] = await texts;
    return { code, out: outText, err: errText };
  }

  /** Runs a command as the process that a person would start, in the folder. */
  start(
    args: string[],
    { input = '', env = {} }: Given = {},
  ): { child: ChildProcess; ended: Promise<Outcome> } {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: this.directory,
      env: { ...this.#env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined); // It may end before it has read everything.
    child.stdin.end(input);
    return { child, ended: outcomeOf(child) };
  }

  /** Runs a shell script in the folder, in which `florin` is there as if it were installed. */
  async tour(script: string, env: Record<string, string>): Promise<Outcome> {
    const bin = this.path('bin');
    mkdirSync(bin);
    const call = `#!/bin/sh\nexec "${process.execPath}" `;
    writeFileSync(join(bin, 'florin'), `${call}"${program}" "$@" 2>&1\n`, { mode: 0o755 });
    // As much of jq as the tour needs: not every machine has it.
    const field = `process.argv.at(-1).slice(1)`;
    const jq = `require('readline').createInterface(process.stdin).on('line', (line) => console.log(JSON.parse(line)[${field}]))`;
    writeFileSync(join(bin, 'jq'), `${call}-e "${jq}" -- "$@"\n`, { mode: 0o755 });
    writeFileSync(this.path('key.txt'), `${env['KEY']}\n`);
    const child = spawn('sh', ['-eu', '-c', script], {
      cwd: this.directory,
      env: { ...this.#env, ...env, PATH: `${bin}:${this.#env['PATH']}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return outcomeOf(child);
  }

  /** A file in the folder. */
  path(name: string): string {
    return join(this.directory, name);
  }

  /** The objects that a command prints for scripts; throws with its words when it fails. */
  async json<T = Record<string, never>>(...args: string[]): Promise<T[]> {
    const { code, out, err } = await this.florin([...args, '--json']);
    if (code !== 0) throw new Error(`florin ${args.join(' ')} ended with ${code}:\n${err}`);
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as T);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}

async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err] = await Promise.all([textOf(child.stdout!), textOf(child.stderr!)]);
  return { code: await code, out, err };
}

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(import.meta.dirname, '..', 'src', 'main.ts');

export type Outcome = { code: number | null; signal: NodeJS.Signals | null; out: string; err: string };

export type Run = Promise<Outcome> & { child: ChildProcess };

/** A person's command line: an empty folder to work in, settings of its own, and `florin` as a process. */
export class CommandLine {
  readonly directory = mkdtempSync(join(tmpdir(), 'florin-cli-'));
  readonly #env: Record<string, string>;

  constructor(env: Record<string, string>) {
    const settings = { XDG_CONFIG_HOME: join(this.directory, 'config'), HOME: this.directory };
    this.#env = { PATH: process.env['PATH'] ?? '', ...settings, ...env };
  }

  florin(args: string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}): Run {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: this.directory,
      env: { ...this.#env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined); // It may end before it has read everything.
    child.stdin.end(input);
    const outcome = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (outcome.out += String(chunk)));
    child.stderr.on('data', (chunk) => (outcome.err += String(chunk)));
    const ended = new Promise<Outcome>((resolve) => {
      child.once('close', (code, signal) => resolve({ ...outcome, code, signal }));
    });
    return Object.assign(ended, { child });
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

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const packageFolder = join(import.meta.dirname, '..');
const root = join(packageFolder, '..', '..');

/** A tool that the machine lacks. A test that needs it prints one line, and fails in CI. */
export class MissingTool extends Error {}

/** A program ended by a signal, as after a segmentation fault of its interpreter: it says nothing about Florin. */
export class EndedBySignal extends Error {}

export type Run = { cwd?: string; env?: Record<string, string>; withinMs?: number };

/**
 * Runs a program and resolves to its output. Throws with the output when it fails; EndedBySignal when a signal
 * ends it, which is SIGKILL after the time limit.
 */
export async function run(program: string, args: string[], options: Run = {}): Promise<string> {
  const { cwd = packageFolder, env = {}, withinMs = 300_000 } = options;
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: withinMs,
    killSignal: 'SIGKILL',
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const end = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  if (end === 0) return printed;
  const message = `${program} ${args.slice(0, 4).join(' ')} … ended with ${end}:\n${printed.slice(-8000)}`;
  throw typeof end === 'string' ? new EndedBySignal(message) : new Error(message);
}

/** Java's jars: openapi-generator, and the dependencies of the generated client. Throws MissingTool. */
export async function javaTools(): Promise<{ generator: string; classPath: string }> {
  need('javac', ['-version'], 'Java is not installed (a JDK 17 or newer)');
  need('mvn', ['--version'], 'Maven is not installed');
  const folder = await bring('openapi-generator', 'java/pom.xml', async (into) => {
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${into}`, '-DincludeScope=runtime'];
    await run('mvn', ['-q', '-B', '-ntp', '-f', join(packageFolder, 'java/pom.xml'), ...goal]);
  });
  const pom = readFileSync(join(packageFolder, 'java/pom.xml'), 'utf8');
  const version = /openapi-generator-cli<\/artifactId>\s*<version>([^<]+)/.exec(pom)?.[1];
  return {
    generator: join(folder, `openapi-generator-cli-${version}.jar`),
    // The generator's jar contains other versions of the same libraries.
    classPath: readdirSync(folder)
      .filter((name) => name.endsWith('.jar') && !name.startsWith('openapi-generator'))
      .map((name) => join(folder, name))
      .join(':'),
  };
}

/** The path of oapi-codegen. Throws MissingTool. */
export async function goTools(): Promise<string> {
  need('go', ['version'], 'Go is not installed (https://go.dev)');
  const folder = await bring('oapi-codegen', 'go/go.sum', async (into) => {
    const generator = 'github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen';
    await run('go', ['build', '-o', join(into, 'oapi-codegen'), generator], {
      cwd: join(packageFolder, 'go'),
    });
  });
  return join(folder, 'oapi-codegen');
}

/** The interpreter of a virtual environment with the Python tools, to be called with `-m`. Throws MissingTool. */
export async function pythonTools(): Promise<string> {
  need('python3', ['-c', 'import ensurepip, venv'], 'Python is not installed (3.11 or newer, with venv)');
  const pins = 'python/requirements.txt';
  const folder = await bring('python-tools', pins, async (into) => {
    await run('python3', ['-m', 'venv', into]);
    const options = ['install', '-q', '--disable-pip-version-check', '--prefer-binary', '-r'];
    await run(join(into, 'bin/python'), ['-m', 'pip', ...options, join(packageFolder, pins)]);
  });
  return join(folder, 'bin/python');
}

function need(program: string, args: string[], lack: string): void {
  if (spawnSync(program, args).status !== 0) throw new MissingTool(lack);
}

/** The folder below `.local` that `fetch` fills once for each content of the file that pins the versions. */
async function bring(name: string, pins: string, fetch: (folder: string) => Promise<void>): Promise<string> {
  const content = createHash('sha256')
    .update(readFileSync(join(packageFolder, pins)))
    .digest('hex');
  const folder = join(root, '.local', 'tools', `${name}-${content.slice(0, 12)}`);
  const complete = join(folder, '.complete');
  if (existsSync(complete)) return folder;
  for (let attempt = 1; ; attempt++) {
    process.stderr.write(`Bringing ${name} to ${folder}, once\n`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    try {
      await fetch(folder);
      writeFileSync(complete, '');
      return folder;
    } catch (error) {
      if (attempt === 3) throw new MissingTool(`${name} could not be fetched: ${String(error)}`);
    }
  }
}

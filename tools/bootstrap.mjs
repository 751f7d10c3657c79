// The first thing `npm start`, `npm test` and the others run. It runs on the system's Node, from version 20 on,
// before any package is installed, so it stays plain. It installs the packages and hands over to their own Node 24.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Says for which package-lock.json the packages were installed. */
const installedMark = join(root, 'node_modules', '.florin-installed');
const entries = {
  start: 'tools/local-stack/src/commands/start.ts',
  cluster: 'tools/local-stack/src/commands/cluster.ts',
  drill: 'tools/local-stack/src/commands/drill.ts',
  stop: 'tools/local-stack/src/commands/stop.ts',
  test: 'tools/local-stack/src/commands/test.ts',
  'test:system': 'tools/local-stack/src/commands/test-system.ts',
  check: 'tools/local-stack/src/commands/check.ts',
  audit: 'tools/local-stack/src/commands/audit.ts',
  admin: 'tools/admin/src/main.ts',
  events: 'tools/event-tool/src/main.ts',
  analytics: 'apps/analytics/src/command.ts',
  florin: 'tools/cli/src/main.ts',
  generate: 'tools/generate/src/main.ts',
  bench: 'tools/bench/src/main.ts',
  load: 'loadtests/src/main.ts',
  demo: 'tools/demo/src/main.ts',
  contract: 'tools/sdk-package/src/contract-command.ts',
};

/** Their arguments may name files: npm runs every script in the root, and INIT_CWD is the caller's directory. */
const takeFiles = ['florin'];

/** They connect to services themselves: those of the environment, or those that `npm start` runs here. */
const askServices = ['events', 'analytics'];

async function main() {
  const [command, ...args] = process.argv.slice(2);
  const entry = entries[command];
  if (!entry) {
    console.error(`Usage: node tools/bootstrap.mjs ${Object.keys(entries).join('|')}`);
    return 2;
  }
  if (!packagesAreInstalled()) {
    const code = await installPackages();
    if (code !== 0) {
      // The last line of both is promised to programs that read it.
      if (command === 'test' || command === 'test:system') console.log('0 passed, 1 failed');
      return code;
    }
  }
  const env = {
    ...process.env,
    ...(askServices.includes(command) ? localServices(command) : {}),
    PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
  };
  const cwd = (takeFiles.includes(command) && process.env.INIT_CWD) || root;
  return run(join(root, 'node_modules', '.bin', 'node'), [join(root, entry), ...args], env, cwd);
}

/**
 * All or none: services of the environment mixed with local ones would be two banks in one. The database's URL is that of the
 * command's own role, if there is one.
 */
function localServices(command) {
  if (['DATABASE_URL', 'REDIS_URLS', 'KAFKA_BROKERS'].some((name) => process.env[name])) return {};
  const text = read(join(process.env.FLORIN_LOCAL || join(root, '.local'), 'services.env')) ?? '';
  const lines = text.split('\n').filter((line) => line.includes('='));
  const found = Object.fromEntries(
    lines.map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]),
  );
  return { ...found, DATABASE_URL: found[`${command.toUpperCase()}_DATABASE_URL`] ?? found.DATABASE_URL };
}

/** Compares contents, not dates: a git checkout changes the date of every file. */
function packagesAreInstalled() {
  if (!existsSync(join(root, 'node_modules', '.bin', 'node'))) return false;
  return read(installedMark) === lockHash() || installedByHand();
}

/** What `npm install`, typed by a person, leaves: everything in the lock that this platform wants. */
function installedByHand() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  return Object.keys(wanted)
    .filter((path) => /(^|\/)node_modules\//.test(path))
    .every((path) => {
      if (!installed[path]) return wanted[path].optional === true || wanted[path].peer === true;
      return (
        installed[path].version === wanted[path].version && installed[path].resolved === wanted[path].resolved
      );
    });
}

function lockHash() {
  return createHash('sha256')
    .update(read(join(root, 'package-lock.json')) ?? '')
    .digest('hex');
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function readPackages(path) {
  return JSON.parse(read(path) ?? '{"packages":{}}').packages;
}

async function installPackages() {
  const startedAtMs = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAtMs) / 1000)} s`;
  console.log('Installing packages (npm ci), about a minute the first time');
  const progress = setInterval(() => console.log(`  still installing packages, ${seconds()}`), 15_000);
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const code = npm
    ? await run(process.execPath, [npm, ...args], process.env)
    : await run('npm', args, process.env);
  clearInterval(progress);
  if (code === 0) writeFileSync(installedMark, lockHash());
  console.log(code === 0 ? `Packages installed in ${seconds()}` : `npm ci failed: its own words stand above`);
  return code;
}

/** Runs it in the foreground, passes our signals on, and resolves to its exit code. */
function run(command, args, env, cwd = root) {
  const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
  const forward = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code === null ? 128 + constants.signals[signal] : code);
    });
  });
}

process.exitCode = await main();

import { spawnSync } from 'node:child_process';

/** The path of a Chromium on this machine, installed as Debian's package where this is root's to change. */
export function findChromium(say: (line: string) => void): string | undefined {
  const found = installed();
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (found !== undefined || !canInstall) return found;
  say('chromium is missing: installing it with apt-get');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['-q', 'update'], { env, stdio: 'ignore' });
  spawnSync('apt-get', ['-q', '-y', '--no-install-recommends', 'install', 'chromium'], {
    env,
    stdio: 'ignore',
  });
  return installed();
}

function installed(): string | undefined {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}

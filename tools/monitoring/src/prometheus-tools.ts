import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from '@florin/processes';

const folder = fromRoot('.local', 'tools', 'prometheus');

/**
 * Returns the paths of Prometheus' programs: those on the PATH, or those of Debian's package, unpacked below `.local/tools`
 * without installing it, so that no service starts. Undefined, after one line, when the machine has neither.
 */
export function prometheusTools(): { prometheus: string; promtool: string } | undefined {
  if (works('promtool') && works('prometheus')) return { prometheus: 'prometheus', promtool: 'promtool' };
  const unpacked = {
    prometheus: join(folder, 'usr/bin/prometheus'),
    promtool: join(folder, 'usr/bin/promtool'),
  };
  if (!existsSync(folder)) unpackDebian();
  if (works(unpacked.promtool)) return unpacked;
  process.stderr.write('Not tried: Prometheus is not installed, and there is no Debian package of it.\n');
  return undefined;
}

const works = (program: string) => spawnSync(program, ['--version']).status === 0;

function unpackDebian(): void {
  const parent = fromRoot('.local', 'tools');
  mkdirSync(parent, { recursive: true });
  const arriving = mkdtempSync(join(parent, 'prometheus-'));
  const download = () =>
    spawnSync('apt-get', ['-q', 'download', 'prometheus'], { cwd: arriving }).status === 0;
  const isRoot = process.getuid?.() === 0;
  const got = download() || (isRoot && spawnSync('apt-get', ['-q', 'update']).status === 0 && download());
  const archive = got ? readdirSync(arriving).find((name) => name.endsWith('.deb')) : undefined;
  if (archive !== undefined) spawnSync('dpkg-deb', ['-x', join(arriving, archive), arriving]);
  // Another process may have been faster.
  if (existsSync(join(arriving, 'usr')) && !existsSync(folder)) renameSync(arriving, folder);
  else rmSync(arriving, { recursive: true, force: true });
}

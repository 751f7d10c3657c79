import { homedir, platform } from 'node:os';
import { join } from 'node:path';

/** The platform's directory for a user's settings. */
export function configDirectory(env: NodeJS.ProcessEnv): string {
  if (platform() === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'florin');
  if (env['XDG_CONFIG_HOME']) return join(env['XDG_CONFIG_HOME'], 'florin');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'florin');
  return join(homedir(), '.config', 'florin');
}

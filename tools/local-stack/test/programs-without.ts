import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Makes `folder`, with links to all programs on the PATH but the `missing` ones: the PATH of a machine without them. */
export function programsWithout(missing: RegExp, folder: string): string {
  mkdirSync(folder);
  const known = new Set<string>();
  for (const place of (process.env['PATH'] ?? '').split(delimiter))
    for (const name of namesIn(place)) {
      if (missing.test(name) || known.has(name)) continue;
      known.add(name);
      symlinkSync(join(place, name), join(folder, name));
    }
  return folder;
}

function namesIn(place: string): string[] {
  try {
    return readdirSync(place);
  } catch {
    return [];
  }
}

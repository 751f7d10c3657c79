import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives the memory that booting took back to the system: loading and compiling some hundred modules leaves the heap's
 * young generation at its greatest size, which V8 keeps while a process is idle. One full collection takes the API from
 * 190 to 136 MB resident; a smaller young generation (--max-semi-space-size=4) would save as much and cost a fifth more
 * CPU a request. `npm run bench` prints what an idle API process has.
 */
export function releaseBootMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: object) => void;
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

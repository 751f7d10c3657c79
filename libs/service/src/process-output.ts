import type { Logger } from './logger.ts';

/**
 * Makes a line of the log of everything that Node or a library writes by itself: warnings of the process, `console`, and
 * what is written to stdout or stderr. Without it a log holds lines that are not JSON.
 */
export function logProcessOutput(logger: Logger): void {
  // Node's own listener prints the warning as plain text.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => logger.warn({ err: warning }, 'Node reports a warning'));
  for (const name of ['stdout', 'stderr'] as const) {
    const lines = createLineSplitter((text) => logger.warn({ stream: name }, text));
    const write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      lines.add(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
      const done = rest.find((each) => typeof each === 'function') as (() => void) | undefined;
      if (done) process.nextTick(done);
      return true;
    };
    process[name].write = write as typeof process.stdout.write;
    process.on('exit', lines.end);
  }
}

/** Lines as they are complete; the rest at the end. */
function createLineSplitter(onLine: (line: string) => void) {
  let rest = '';
  const tell = (line: string) => {
    if (line.trim() !== '') onLine(line);
  };
  return {
    add(text: string): void {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(tell);
    },
    end(): void {
      tell(rest);
      rest = '';
    },
  };
}

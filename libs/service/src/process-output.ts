import type { Logger } from './logger.ts';

/**
 * Turns everything that Node or a library writes by itself into log lines: process warnings, `console`, and writes to
 * stdout or stderr. Without it, the log would contain lines that are not JSON.
 */
export function logProcessOutput(logger: Logger): void {
  // Node's default listener prints warnings as plain text.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => logger.warn({ err: warning }, 'Node reported a warning'));
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

/** Calls `onLine` for each complete line; `end` passes on an unfinished last line. */
function createLineSplitter(onLine: (line: string) => void) {
  let rest = '';
  const report = (line: string) => {
    if (line.trim() !== '') onLine(line);
  };
  return {
    add(text: string): void {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(report);
    },
    end(): void {
      report(rest);
      rest = '';
    },
  };
}

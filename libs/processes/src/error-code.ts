/** Whether the operating system reported this code, such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/** What a program wrote to its error output before it failed, or the error itself. */
export function stderrOf(error: unknown): string {
  const output = typeof error === 'object' && error !== null && 'stderr' in error ? error.stderr : '';
  return String(output ?? '').trim() || String(error);
}

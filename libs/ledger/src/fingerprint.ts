import { hash } from 'node:crypto';

/** SHA-256 over an operation and what it was asked for; the order of keys makes no difference. */
export function fingerprintOf(operation: string, request: object): Buffer {
  return hash('sha256', `${operation}\n${JSON.stringify(request, sortKeys)}`, 'buffer');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const record = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, record[key]]),
  );
}

import { FlorinError } from '@florin/sdk';
import { useRef, useState } from 'react';

/**
 * An attempt that somebody starts by a click: whether it runs, and why the last one failed. Its idempotency key stays the same
 * while the outcome of the last attempt is unknown, so that a second click after a lost answer changes nothing twice; after
 * any known answer the next attempt is a request of its own.
 */
export function useAttempt() {
  const key = useRef<string>(undefined);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);

  async function attempt(work: (idempotencyKey: string) => Promise<void>): Promise<void> {
    const isOpen = error instanceof FlorinError && error.outcomeUnknown;
    if (!isOpen || key.current === undefined) key.current = crypto.randomUUID();
    setBusy(true);
    setError(undefined);
    try {
      await work(key.current);
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  }
  return { attempt, error, isBusy };
}

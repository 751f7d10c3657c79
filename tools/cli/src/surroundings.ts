import type { Writable } from 'node:stream';
import type { Input } from './login/ask-secret.ts';

/** What the program knows of the process it runs in. */
export type Surroundings = {
  env: NodeJS.ProcessEnv;
  input: Input;
  out: Writable & { isTTY?: boolean; columns?: number };
  err: Writable & { isTTY?: boolean; columns?: number };
  /** Aborted by Ctrl-C and by SIGTERM: long commands end in order. */
  stop: AbortSignal;
};

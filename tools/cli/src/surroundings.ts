import type { Writable } from 'node:stream';
import type { Input } from './login/prompt-secret.ts';

/** The process environment of the program. */
export type Surroundings = {
  env: NodeJS.ProcessEnv;
  input: Input;
  out: Writable & { isTTY?: boolean; columns?: number };
  err: Writable & { isTTY?: boolean; columns?: number };
  /** Aborted by Ctrl-C and by SIGTERM: long commands end in order. */
  stop: AbortSignal;
};

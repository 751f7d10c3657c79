export type AccessRefusalCode =
  'unauthenticated' | 'forbidden' | 'not_found' | 'state_conflict' | 'idempotency_key_reused';

/** An expected refusal: no key was made or ended. The codes are the contract's. */
export class AccessRefusal extends Error {
  readonly code: AccessRefusalCode;

  constructor(code: AccessRefusalCode, message: string) {
    super(message);
    this.name = 'AccessRefusal';
    this.code = code;
  }
}

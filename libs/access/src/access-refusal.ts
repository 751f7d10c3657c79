export type AccessRefusalCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'state_conflict'
  | 'idempotency_key_reused'
  | 'validation_failed';

/** An expected refusal: no key was made or ended. The codes are the contract's. */
export class AccessRefusal extends Error {
  readonly code: AccessRefusalCode;

  /** Of `validation_failed`: the field of the body that is wrong. */
  readonly pointer: string | undefined;

  constructor(code: AccessRefusalCode, message: string, pointer?: string) {
    super(message);
    this.name = 'AccessRefusal';
    this.code = code;
    this.pointer = pointer;
  }
}

export type AccessRefusalCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'state_conflict'
  | 'idempotency_key_reused'
  | 'validation_failed';

/** An expected refusal: no key was created or changed. The codes are those of the HTTP contract. */
export class AccessRefusal extends Error {
  readonly code: AccessRefusalCode;

  /** For `validation_failed`: JSON pointer to the wrong field of the body. */
  readonly pointer: string | undefined;

  constructor(code: AccessRefusalCode, message: string, pointer?: string) {
    super(message);
    this.name = 'AccessRefusal';
    this.code = code;
    this.pointer = pointer;
  }
}

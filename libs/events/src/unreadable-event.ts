export type UnreadableCause =
  | 'empty'
  | 'not_utf8'
  | 'not_json'
  | 'not_cloudevents'
  | 'unknown_type'
  | 'wrong_topic'
  | 'invalid_data'
  | 'mixed_identity';

/** A message that no retry will make readable. The message names fields, never their values. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  override readonly cause: UnreadableCause;

  constructor(cause: UnreadableCause, detail: string) {
    super(`${cause}: ${detail}`);
    this.cause = cause;
  }
}

export type ProblemCodeEntry = {
  status: number;
  title: string;
  /** The default `detail`. */
  detail: string;
  /** When this happens. */
  meaning: string;
  /** What a client does about it. */
  remedy: string;
  /** Whether the same request, unchanged, may succeed later. */
  retryable: boolean;
  /** The default `Retry-After`. */
  retryAfterSeconds?: number;
};

/**
 * Every refusal of an HTTP server. Statuses, documentation pages and the contract follow this table; a test compares them
 * in both directions. The meaning of a code never changes.
 */
export const problemCodes = {
  malformed_json: {
    status: 400,
    title: 'Malformed JSON',
    detail: 'The body is not JSON.',
    meaning: 'The body is not JSON, or not in UTF-8.',
    remedy: 'Send the body through a JSON encoder instead of putting it together by hand.',
    retryable: false,
  },
  malformed_request: {
    status: 400,
    title: 'Malformed request',
    detail: 'The request is not HTTP as it should be.',
    meaning: 'The request line, the path, the query or the framing of the request is broken.',
    remedy: 'Let an HTTP client build the request and percent-encode what stands in paths and queries.',
    retryable: false,
  },
  invalid_cursor: {
    status: 400,
    title: 'Invalid cursor',
    detail: 'The cursor does not come from this list.',
    meaning: 'The `cursor` was not made by this list with these filters, or was changed on the way.',
    remedy: 'Use `next_cursor` as it is, with the same filters, or begin again without a cursor.',
    retryable: false,
  },
  insufficient_funds: {
    status: 400,
    title: 'Insufficient funds',
    detail: 'The account does not cover the amount.',
    meaning:
      'The paying account has less available than the amount. The attempt is recorded as a failed transaction, which stands in `transaction`.',
    remedy:
      'Nothing moved. Credit the account, use a smaller amount, or raise its overdraft limit; then try again with a new Idempotency-Key.',
    retryable: false,
  },
  unauthenticated: {
    status: 401,
    title: 'Unauthenticated',
    detail: 'Send an API key, as "Authorization: Bearer <key>" or "X-API-Key: <key>".',
    meaning: 'There is no API key in the request, or it is unknown, expired or revoked.',
    remedy: 'Send a key that works, in `Authorization: Bearer` or `X-API-Key`.',
    retryable: false,
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    detail: 'This key lacks a scope that the operation needs.',
    meaning:
      'The key is good, but lacks the scope that the operation needs, or one that it was to hand on to another key. `detail` names the scope.',
    remedy: 'Use a key with this scope.',
    retryable: false,
  },
  not_found: {
    status: 404,
    title: 'Not found',
    detail: 'There is nothing here.',
    meaning:
      'Nothing has this id or path, or it belongs to another tenant. The answer does not reveal which.',
    remedy: 'Check the id, and that the key belongs to the tenant that made it.',
    retryable: false,
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    detail: 'This path does not know this method.',
    meaning: 'The path exists, with other methods. The `Allow` header lists them.',
    remedy: 'Use one of the methods in `Allow`.',
    retryable: false,
  },
  request_timeout: {
    status: 408,
    title: 'Request timeout',
    detail: 'The request did not arrive in time.',
    meaning: 'The headers took longer than 5 seconds to arrive, or the whole request longer than 10.',
    remedy: 'Try again over a better connection. An unfinished request is never carried out.',
    retryable: true,
  },
  transaction_in_progress: {
    status: 409,
    title: 'Transaction in progress',
    detail: 'Another transaction is changing this account.',
    meaning:
      'Another transaction held the account for as long as this one was willing to wait: 2 seconds, or what `Prefer: wait=N` said.',
    remedy: 'Nothing moved. Try again after `Retry-After` seconds, with the same Idempotency-Key.',
    retryable: true,
    retryAfterSeconds: 1,
  },
  request_in_progress: {
    status: 409,
    title: 'Request in progress',
    detail: 'A request with this Idempotency-Key is still running.',
    meaning: 'A request with the same Idempotency-Key is still running elsewhere.',
    remedy: 'Try again after `Retry-After` seconds with the same key; you get the first answer.',
    retryable: true,
    retryAfterSeconds: 1,
  },
  state_conflict: {
    status: 409,
    title: 'State conflict',
    detail: 'The account or the transaction is not in a state that allows this.',
    meaning:
      'The account is frozen or closed, or the requested change is not possible: closing it while it has a balance, or setting its overdraft limit below what it uses. Or the hold has ended, has expired or holds less than was to be captured, or less of the transaction is left to reverse. Or the fraud alert was decided before. Or the webhook endpoint is disabled, or the secret is its last one.',
    remedy:
      'Nothing moved. Look at the account’s `status` and balance, and at the hold’s `status` and `captured_amount`, first.',
    retryable: false,
  },
  duplicate_external_id: {
    status: 409,
    title: 'Duplicate external id',
    detail: 'Another account has this external_id.',
    meaning: 'Another of your accounts already has this `external_id`.',
    remedy: 'Find that account with `GET /accounts?external_id=…`, or use another external_id.',
    retryable: false,
  },
  precondition_failed: {
    status: 412,
    title: 'Precondition failed',
    detail: 'The account has changed since you saw it.',
    meaning: 'The account is no longer at the version that `If-Match` names: something has moved in between.',
    remedy:
      'Nothing moved and nothing was recorded. Read the account again, decide again, and send its new `ETag`.',
    retryable: false,
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    detail: 'The body is larger than 65536 bytes.',
    meaning: 'The body is larger than 64 KiB, or than 1 MiB for a batch.',
    remedy: 'Send less in one request.',
    retryable: false,
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    detail: 'Send the body as application/json in UTF-8.',
    meaning: 'The body is not declared as `application/json` in UTF-8, or it is compressed.',
    remedy: 'Send `Content-Type: application/json`.',
    retryable: false,
  },
  expectation_failed: {
    status: 417,
    title: 'Expectation failed',
    detail: 'Of the Expect header only "100-continue" can be met.',
    meaning: 'The `Expect` header has another value than `100-continue`.',
    remedy: 'Nothing moved. Leave the `Expect` header out.',
    retryable: false,
  },
  validation_failed: {
    status: 422,
    title: 'Validation failed',
    detail: 'A field is not what it should be.',
    meaning:
      'Fields, parameters or headers are missing, unknown or not what the contract says. `errors` names them.',
    remedy: 'Nothing moved. Correct what `errors` names.',
    retryable: false,
  },
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency key reused',
    detail: 'This Idempotency-Key was used for another request.',
    meaning: 'The Idempotency-Key belongs to an earlier request with another body or another operation.',
    remedy: 'Nothing moved. Use a new key for a new request, and the same body for a retry.',
    retryable: false,
  },
  currency_mismatch: {
    status: 422,
    title: 'Currency mismatch',
    detail: 'The account is in another currency.',
    meaning: 'The `currency`, which is USD when you leave it out, is not the account’s.',
    remedy: 'Nothing moved. Send the account’s currency; transfers need both accounts in the same one.',
    retryable: false,
  },
  limit_exceeded: {
    status: 422,
    title: 'Limit exceeded',
    detail: 'The amount is beyond a limit of the account.',
    meaning:
      'The amount is beyond the account’s own `movement_limit` or what is left of its `daily_limit`, or the balance would leave ±9007199254740991 minor units. Or there are 100 webhook endpoints already.',
    remedy:
      'Nothing moved. `detail` names the limit: change it with `PATCH /accounts/{id}`, wait for the next day (UTC), or spread the money over several accounts.',
    retryable: false,
  },
  rate_limited: {
    status: 429,
    title: 'Rate limited',
    detail: 'Too many of your requests are running.',
    meaning:
      'Your tenant has more than its share: too many of its requests are running, or too many of its movements are waiting, while others need the capacity too. Or there were too many requests with this key, from this tenant or, without a valid key, from this address. `detail` says which, `RateLimit-Limit` how much is possible.',
    remedy: 'Nothing moved. Try again after `Retry-After` seconds, and with fewer at once.',
    retryable: true,
    retryAfterSeconds: 1,
  },
  account_contended: {
    status: 429,
    title: 'Account contended',
    detail: 'Too many transactions are waiting for this account.',
    meaning: 'Too many transactions are waiting for the same account.',
    remedy:
      'Nothing moved. Try again after `Retry-After` seconds with the same Idempotency-Key, or spread the load over several accounts.',
    retryable: true,
    retryAfterSeconds: 1,
  },
  headers_too_large: {
    status: 431,
    title: 'Headers too large',
    detail: 'The request line and headers are larger than 16384 bytes.',
    meaning: 'The request line and the headers together are larger than 16 KiB.',
    remedy: 'Send fewer or shorter headers and parameters.',
    retryable: false,
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    detail: 'Something is wrong on our side. The request_id finds it in the logs.',
    meaning: 'A mistake of ours. Whether money moved is unknown.',
    remedy:
      'Try again with the same Idempotency-Key: it settles what happened. If the error persists, report the `request_id`.',
    retryable: true,
  },
  overloaded: {
    status: 503,
    title: 'Overloaded',
    detail: 'Too many requests are running; nothing was moved.',
    meaning:
      'The request was turned away before it began: too many requests are running or waiting, or the database or the service that it needs cannot be reached. This request moved nothing and never will.',
    remedy:
      'Try again after `Retry-After` seconds with the same Idempotency-Key, and with fewer at once. If an earlier request with this key got no answer, its outcome is still unknown: the same key settles it.',
    retryable: true,
    retryAfterSeconds: 1,
  },
  service_unavailable: {
    status: 503,
    title: 'Service unavailable',
    detail: 'Something that this needs is away; the outcome is unknown.',
    meaning:
      'Something that the answer needs, such as the database, went away or became too slow after the request had begun. Whether money moved is unknown.',
    remedy: 'Try again after `Retry-After` seconds with the same Idempotency-Key: it settles what happened.',
    retryable: true,
    retryAfterSeconds: 1,
  },
} satisfies Record<string, ProblemCodeEntry>;

export type ProblemCode = keyof typeof problemCodes;

/** Whether a word is one of the codes. */
export function isProblemCode(word: unknown): word is ProblemCode {
  return typeof word === 'string' && Object.hasOwn(problemCodes, word);
}

import { describe, expect, test } from '@jest/globals';
import * as errors from './errors.ts';
import { errorFromAnswer } from './problem-to-error.ts';

const call = {
  requestId: 'req-1',
  idempotencyKey: 'key-1',
  outcomeUnknown: false,
  retryAfterSeconds: undefined,
};

describe('an unsuccessful answer', () => {
  test.each([
    [400, 'insufficient_funds', errors.InsufficientFundsError],
    [400, 'malformed_json', errors.InvalidRequestError],
    [400, 'invalid_cursor', errors.InvalidRequestError],
    [401, 'unauthenticated', errors.AuthenticationError],
    [403, 'forbidden', errors.PermissionError],
    [404, 'not_found', errors.NotFoundError],
    [405, 'method_not_allowed', errors.InvalidRequestError],
    [408, 'request_timeout', errors.ServerError],
    [409, 'transaction_in_progress', errors.ConflictError],
    [409, 'duplicate_external_id', errors.ConflictError],
    [412, 'precondition_failed', errors.ConflictError],
    [413, 'body_too_large', errors.InvalidRequestError],
    [422, 'validation_failed', errors.InvalidRequestError],
    [422, 'idempotency_key_reused', errors.InvalidRequestError],
    [422, 'currency_mismatch', errors.RefusedError],
    [422, 'limit_exceeded', errors.RefusedError],
    [429, 'account_contended', errors.RateLimitError],
    [503, 'service_unavailable', errors.ServerError],
    [503, 'overloaded', errors.OverloadedError],
    [422, 'a_code_of_next_year', errors.InvalidRequestError],
  ])('with %d %s becomes an error of the class for it', (status, code, expected) => {
    const error = errorFromAnswer({ ...call, status, body: { code, detail: 'Why.' } });
    expect(error.constructor).toBe(expected);
    expect(error).toMatchObject({ name: expected.name, code, status, message: 'Why.', requestId: 'req-1' });
  });

  test('that is not a problem becomes a ServerError with the code unexpected_answer', () => {
    const error = errorFromAnswer({ ...call, status: 502, body: '<html>' });
    expect(error).toBeInstanceOf(errors.ServerError);
    expect(error).toMatchObject({ code: 'unexpected_answer', status: 502, problem: undefined });
  });

  test('becomes an error with the failed transaction of a refusal, or the wrong fields of an invalid request', () => {
    const transaction = { id: 'txn_1', status: 'failed' };
    const refused = errorFromAnswer({
      ...call,
      status: 400,
      body: { code: 'insufficient_funds', transaction },
    });
    expect((refused as errors.InsufficientFundsError).transaction).toEqual(transaction);
    const fields = [{ pointer: '/amount', message: 'must be an integer' }];
    const invalid = errorFromAnswer({
      ...call,
      status: 422,
      body: { code: 'validation_failed', errors: fields },
    });
    expect((invalid as errors.InvalidRequestError).errors).toEqual(fields);
  });
});

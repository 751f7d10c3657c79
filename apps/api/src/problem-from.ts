import { AccessRefusal, CredentialMoved, CredentialsUnavailable } from '@florin/access';
import { DatabaseOverloaded, isTenantMoving, unavailableCode } from '@florin/database';
import { databaseAway, Problem, rateLimited, validationFailed } from '@florin/http';
import { Refusal, transactionView } from '@florin/rules';
import { replayed } from './replayed.ts';

const movingDetail = 'The tenant is moving to another cell; nothing was moved. Send the request again.';

/** Converts refusals and transient failures to answers, in this one place. All other errors are bugs. */
export function problemFrom(error: unknown): Problem | undefined {
  if (error instanceof Refusal) {
    if (error.fields)
      return validationFailed(error.fields.map((field) => ({ in: 'body' as const, ...field })));
    if (error.limit !== undefined) return rateLimited(error.limit, { detail: error.message });
    return new Problem(error.code, {
      detail: error.message,
      headers: replayed(error.replayed),
      ...(error.movement === undefined
        ? {}
        : {
            errors: [
              { in: 'body' as const, pointer: `/movements/${error.movement}`, message: error.message },
            ],
          }),
      ...(error.transaction === undefined ? {} : { transaction: transactionView(error.transaction) }),
    });
  }
  if (error instanceof AccessRefusal && error.pointer !== undefined) {
    return validationFailed([{ in: 'body', pointer: error.pointer, message: error.message }]);
  }
  if (error instanceof CredentialMoved) return new Problem('unauthenticated', { detail: error.message });
  if (isTenantMoving(error)) return new Problem('overloaded', { detail: movingDetail, cause: error });
  if (error instanceof AccessRefusal) return new Problem(error.code, { detail: error.message });
  if (error instanceof DatabaseOverloaded && error.share !== undefined) {
    const detail = `Too many of your requests are waiting; nothing was moved. Your share is ${error.share} at the moment.`;
    return rateLimited(error.share, { detail });
  }
  // Credentials are checked before the request has any effect.
  const code = error instanceof CredentialsUnavailable ? 'overloaded' : unavailableCode(error);
  return code && databaseAway(code, error);
}

import { Problem, validationFailed, type FieldError } from '@florin/http';
import { attemptWithin, AttemptTimedOut } from '@florin/service';
import { ForbiddenTarget, resolveChecked, type ResolveHost } from './checked-lookup.ts';
import { filterFault, unreadableEvent } from './event-types.ts';
import { literalAddress, urlFault, type TargetPolicy } from './target-policy.ts';

const resolveWithinMs = 3_000;

/** Throws `validation_failed` unless the policy allows the URL and each entry of the filter matches some event type. */
export async function checkEndpoint(
  { url, event_types = [] }: { url?: string; event_types?: string[] },
  { policy, resolve }: { policy: TargetPolicy; resolve: ResolveHost },
): Promise<void> {
  const errors: FieldError[] = event_types.flatMap((wanted, index) => {
    const message = filterFault(wanted);
    return message === undefined ? [] : [{ in: 'body', pointer: `/event_types/${index}`, message }];
  });
  const message = url === undefined ? undefined : await targetFault(url, policy, resolve);
  if (message !== undefined) errors.push({ in: 'body', pointer: '/url', message });
  if (errors.length > 0) throw validationFailed(errors);
}

/** Throws `forbidden` unless the caller may read all that the endpoint would be sent. */
export function checkMayRead(scopes: ReadonlySet<string>, eventTypes: readonly string[]): void {
  const missing = unreadableEvent(eventTypes, scopes);
  if (!missing) return;
  const { type, scope } = missing;
  const errors = [{ in: 'body' as const, pointer: '/event_types', message: `needs the scope ${scope}` }];
  throw new Problem('forbidden', {
    detail: `This key lacks the scope ${scope}, which a webhook with ${type} needs.`,
    errors,
  });
}

/** Why the URL cannot be used. Each delivery repeats these checks; here they give the caller an immediate answer. */
async function targetFault(
  url: string,
  policy: TargetPolicy,
  resolve: ResolveHost,
): Promise<string | undefined> {
  const fault = urlFault(url, policy);
  if (fault !== undefined) return fault;
  const { hostname } = new URL(url);
  if (literalAddress(hostname) !== undefined) return undefined;
  try {
    await attemptWithin(resolveWithinMs, () => resolveChecked(hostname, policy, resolve));
    return undefined;
  } catch (error) {
    if (error instanceof AttemptTimedOut) return 'has a host that could not be found in time; try again';
    return error instanceof ForbiddenTarget ? error.message : 'has a host that cannot be found';
  }
}

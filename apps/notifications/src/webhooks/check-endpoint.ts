import { validationFailed, type FieldError } from '@florin/http';
import { ForbiddenTarget, resolveChecked, type ResolveHost } from './checked-lookup.ts';
import { filterFault } from './event-types.ts';
import { literalAddress, urlFault, type TargetPolicy } from './target-policy.ts';

const resolveWithinMs = 3_000;

/** Throws `validation_failed` unless the URL leads where webhooks may go and the filter can let something through. */
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

/** Told at once instead of with the first delivery, which checks it all again. */
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
    const answer = await Promise.race([resolveChecked(hostname, policy, resolve), silence()]);
    return answer === undefined ? 'has a host that could not be found in time; try again' : undefined;
  } catch (error) {
    return error instanceof ForbiddenTarget ? error.message : 'has a host that cannot be found';
  }
}

const silence = () =>
  new Promise<undefined>((end) => {
    setTimeout(end, resolveWithinMs, undefined).unref();
  });

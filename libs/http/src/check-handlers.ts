import type { Operation } from './contract/operation.ts';

/** Throws, naming all of them, when an operation of the app has no handler or a handler no operation. */
export function checkHandlers(service: string, operations: Operation[], handlers: object): void {
  const expected = operations.filter(({ servedBy }) => servedBy === service).map(({ id }) => id);
  const given = Object.keys(handlers);
  const complaints = [
    ...expected.filter((id) => !given.includes(id)).map((id) => `operation ${id} has no handler`),
    ...given.filter((id) => !expected.includes(id)).map((id) => `handler ${id} has no operation`),
  ];
  if (complaints.length > 0) {
    throw new Error(`the ${service} server does not match the contract: ${complaints.join(', ')}`);
  }
}

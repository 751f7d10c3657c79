const service = /^(postgres|redis|kafka)/;

/** The API first, so that no new requests arrive; then the other apps; the services last. */
export function stopOrder(names: string[]): string[][] {
  return [
    names.filter((name) => name === 'api'),
    names.filter((name) => name !== 'api' && !service.test(name)),
    names.filter((name) => service.test(name)),
  ].filter((group) => group.length > 0);
}

const service = /^(postgres|redis|kafka)/;

/** The API first, so that nothing new comes in; then what works on events; the services under them last. */
export function stopOrder(names: string[]): string[][] {
  return [
    names.filter((name) => name === 'api'),
    names.filter((name) => name !== 'api' && !service.test(name)),
    names.filter((name) => service.test(name)),
  ].filter((group) => group.length > 0);
}

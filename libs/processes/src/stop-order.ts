const service = /^(postgres|redis|kafka|haproxy|role-checks|prometheus|alertmanager|collector)/;
const isApi = (name: string) => /^(all|api(-\d+)?)$/.test(name);

/** The API first, so that no new requests arrive; then the other apps; the services last. */
export function stopOrder(names: string[]): string[][] {
  return [
    names.filter(isApi),
    names.filter((name) => !isApi(name) && !service.test(name)),
    names.filter((name) => service.test(name)),
  ].filter((group) => group.length > 0);
}

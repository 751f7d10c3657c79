import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';
import { createRequire } from 'node:module';
import { types } from 'node:util';
import { loadNatively } from './native-packages.ts';

/** What MikroORM keeps for the whole process: the schema of each entity's class. */
const entitySchemas = Symbol.for('@mikro-orm/core/EntitySchema.REGISTRY');

/**
 * Jest's environment for Node, in which a test file may use packages that the worker process has loaded. Jest gives each
 * file a realm of its own, with its own `Date` and `Error`: `instanceof` treats those of both realms alike.
 */
class TestEnvironment extends NodeEnvironment {
  constructor(...options: ConstructorParameters<typeof NodeEnvironment>) {
    super(...options);
    recognizeOtherRealms(this.global);
    Object.assign(this.global, { [loadNatively]: createRequire(import.meta.url) });
  }

  /** A test file must not see the entities of the one before, nor keep its realm in memory. */
  override async teardown(): Promise<void> {
    const schemas: Map<unknown, unknown> | undefined = Reflect.get(globalThis, entitySchemas);
    schemas?.clear();
    await super.teardown();
  }
}

const kinds: Record<string, (value: unknown) => boolean> = {
  Array: Array.isArray,
  Date: types.isDate,
  Error: types.isNativeError,
  Function: (value) => typeof value === 'function',
  Map: types.isMap,
  Promise: types.isPromise,
  RegExp: types.isRegExp,
  Set: types.isSet,
};

function recognizeOtherRealms(realm: typeof globalThis): void {
  const isInstance = realm.Function.prototype[Symbol.hasInstance];
  for (const [name, isOfKind] of Object.entries(kinds)) {
    const kind: object = Reflect.get(realm, name);
    Object.defineProperty(kind, Symbol.hasInstance, {
      configurable: true,
      // Subclasses inherit it.
      value(this: object, value: unknown) {
        return (this === kind && isOfKind(value)) || Reflect.apply(isInstance, this, [value]);
      },
    });
  }
}

recognizeOtherRealms(globalThis);

/** @public Jest takes an environment by its default export. */
// eslint-disable-next-line no-restricted-exports
export default TestEnvironment;

import { connect, type Database, type Role } from '@florin/database';
import type { TestDatabase } from '@florin/testing';
import { accessEntities } from '../src/index.ts';

/** Connects to a test's database as one role, so that a missing grant fails the test. */
export function openAs(role: Role, place: TestDatabase): Promise<Database> {
  return connect({
    url: place.urlOf(role),
    entities: accessEntities,
    applicationName: 'access-test',
    connectTimeoutMs: 20_000,
  });
}

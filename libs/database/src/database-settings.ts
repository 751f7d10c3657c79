import { Type } from 'typebox';

/** Settings of a process with a database. */
export const databaseSettings = {
  DATABASE_URL: Type.String({
    secret: true,
    description: 'postgresql://user:password@host:port/database',
  }),
  DATABASE_OWNER_URL: Type.Optional(
    Type.String({
      secret: true,
      description: 'the same for the role that runs migrations; without it they are only checked',
    }),
  ),
};

/** Settings of a process whose reads replicas may serve. */
export const replicaSettings = {
  DATABASE_REPLICA_URLS: Type.Array(Type.String(), {
    default: [],
    secret: true,
    description: 'replicas of the database for reads, by commas; without them the primary serves all reads',
  }),
  REPLICA_MAX_LAG_MS: Type.Integer({
    default: 1_000,
    minimum: 300,
    maximum: 3_600_000,
    description: 'a replica whose data may be older than this serves no read',
  }),
};

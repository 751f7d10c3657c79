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

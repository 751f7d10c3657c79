import { allMigrations, createRoles, roleNames, urlOfRole, type Role } from '@florin/database';
import { randomBytes } from 'node:crypto';
import type { Command, Row } from './command.ts';

/** The environment variable with the password for a role: API_DATABASE_PASSWORD, READS_ALL_TENANTS_DATABASE_PASSWORD. */
const variableOf = (role: Role) =>
  `${role.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_DATABASE_PASSWORD`;

export const createRolesCommand: Command = {
  usage: 'create-roles',
  does: 'creates the roles of the apps, as a role with CREATEROLE; passwords from API_DATABASE_PASSWORD and so on, or generated',
  options: {},
  answersMany: true,
  async run(_database, _options, { url, env }) {
    const rows: Row[] = [];
    await createRoles(url, (role, exists) => {
      const given = env[variableOf(role)];
      const generated = exists ? undefined : randomBytes(24).toString('base64url');
      const password = given || generated;
      // What was given is known already, and what stays is not known.
      const shown = !given && generated ? urlOfRole(url, role, generated) : null;
      rows.push({ role: roleNames[role], database_url: shown });
      return password;
    });
    return { rows, remark: 'A generated password is shown this once.' };
  },
};

export const migrateCommand: Command = {
  usage: 'migrate',
  does: 'brings all schemas up to date, as the owner, and the rights of all roles in line with their grants',
  options: {},
  answersMany: true,
  async run(database) {
    const rows: Row[] = [];
    for (const source of allMigrations())
      for (const migration of await database.migrate(source)) rows.push({ schema: source.schema, migration });
    return { rows, ...(rows.length === 0 && { remark: 'All schemas are up to date.' }) };
  },
};

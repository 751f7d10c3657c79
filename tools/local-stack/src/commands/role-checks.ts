import { readClusterSettings } from '../cluster/cluster-settings.ts';
import { serveRoleChecks } from '../cluster/role-checks.ts';
import { runCommand } from './command.ts';

/** The program that `npm run cluster` starts to answer HAProxy's checks. */
await runCommand(() => serveRoleChecks(readClusterSettings()));

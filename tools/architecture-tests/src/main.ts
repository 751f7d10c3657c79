/** Runs every rule over the whole repository and prints all findings. `npm run check` runs this program. */
import { checks } from './checks.ts';
import { findForgottenPromises } from './promises.ts';
import { openRepository } from './repository.ts';

const repository = openRepository();
const findings = [
  ...Object.values(checks).flatMap((check) => check(repository)),
  ...(await findForgottenPromises()),
];
for (const finding of findings) console.error(finding);
console.log(findings.length === 0 ? 'The architecture tests pass.' : `${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;

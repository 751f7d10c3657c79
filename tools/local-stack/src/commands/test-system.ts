import { systemKinds } from '../tests/packages.ts';
import { runTestCommand } from '../tests/test-command.ts';

/** `npm run test:system`: tests that kill processes, pack packages, run documents or start whole banks. */
await runTestCommand({ kinds: systemKinds, giveUpAfterMinutes: 40 });

import { quickKinds } from '../tests/packages.ts';
import { runTestCommand } from '../tests/test-command.ts';

/** `npm test`: unit and integration tests. */
await runTestCommand({ kinds: quickKinds, giveUpAfterMinutes: 11 });

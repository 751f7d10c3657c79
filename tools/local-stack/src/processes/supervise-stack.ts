import { onSignals } from '../commands/command.ts';
import { createNarration, type Say } from '../narration.ts';
import { claimStack, releaseStack, turnLogs } from '../running-stack.ts';
import type { StackSettings } from '../settings.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';

/**
 * Makes this process the supervisor of the directory's stack and brings it up. The stack ends with this process, by a signal
 * or `npm run stop`, and when it does not come up. `url` is where the bank answers, if it does.
 */
export async function superviseStack(
  settings: StackSettings,
  url: string | undefined,
  bringUp: (supervisor: Supervisor, say: Say) => Promise<void>,
): Promise<void> {
  const say = createNarration();
  const ended = await claimStack(settings, url);
  if (ended.length > 0) say(`ended what an earlier start had left running: ${ended.join(', ')}`);
  turnLogs(settings);
  const supervisor = createSupervisor({ runDirectory: settings.runDirectory, say });
  onSignals(
    () => end(settings, supervisor, say),
    () => supervisor.stop(true),
  );
  try {
    await bringUp(supervisor, say);
  } catch (error) {
    await supervisor.stop();
    releaseStack(settings);
    throw error;
  }
}

async function end(settings: StackSettings, supervisor: Supervisor, say: Say): Promise<void> {
  say('stopping');
  await supervisor.stop();
  releaseStack(settings);
  say('stopped');
}

import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { armFailpoints, ConfigError, failpoint, FailpointReached } from './index.ts';

describe('a failpoint', () => {
  afterEach(() => void jest.restoreAllMocks());

  test('does nothing and returns at once while none is armed', () => {
    expect(failpoint('relay.after-take')).toBeUndefined();
  });

  test('runs its action once, at the pass it is armed for', async () => {
    const killed = jest.spyOn(process, 'kill').mockReturnValue(true);
    armFailpoints('relay.after-publish=throw:2, consumer.before-effect=delay(1), relay.after-mark=kill');
    await failpoint('relay.after-publish');
    await expect(failpoint('relay.after-publish')).rejects.toThrow(FailpointReached);
    await failpoint('relay.after-publish');
    await failpoint('consumer.before-effect');
    await failpoint('posting.after-commit');
    expect(killed).not.toHaveBeenCalled();
    void failpoint('relay.after-mark');
    expect(killed).toHaveBeenCalledWith(process.pid, 'SIGKILL');
  });

  test('is refused in production', () => {
    expect(() => armFailpoints('posting.after-commit=kill', 'production')).toThrow(/refused where NODE_ENV/);
    expect(() => armFailpoints('nonsense', 'production')).toThrow(ConfigError);
    expect(() => armFailpoints('', 'production')).not.toThrow();
  });

  test.each([
    'relay.after-lunch=kill',
    'relay.after-take=explode',
    'relay.after-take',
    'relay.after-take=kill:0',
  ])('is refused when its name, action or count is wrong: %s', (text) =>
    expect(() => armFailpoints(text)).toThrow(text),
  );
});

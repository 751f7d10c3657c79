import { withSession } from '@florin/database';

/** Opens a session, carries out the statements, and resolves to what ends it. Its locks last until then. */
export async function openSession(
  url: string,
  statements: readonly string[] = [],
): Promise<() => Promise<void>> {
  const ended = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const session = withSession(url, async (run) => {
    for (const sql of statements) await run(sql);
    opened.resolve();
    await ended.promise;
  });
  await Promise.race([opened.promise, session]);
  return async () => {
    ended.resolve();
    await session;
  };
}

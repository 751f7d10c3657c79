import { MissingTool } from './toolchain.ts';

/** Returns the same promise. Its rejection does not end the process before a test awaits it. */
export function settled<T>(tool: Promise<T>): Promise<T> {
  tool.catch(() => undefined);
  return tool;
}

/** Runs `use` with the tool. When the machine lacks the tool it prints one line instead, and throws in CI. */
export async function withTool<T>(tool: Promise<T>, use: (tool: T) => Promise<void>): Promise<void> {
  const found = await tool.catch((error: unknown) => {
    if (!(error instanceof MissingTool) || process.env['CI']) throw error;
    process.stderr.write(`Not tried: ${error.message.split('\n')[0]}.\n`);
    return undefined;
  });
  if (found !== undefined) await use(found);
}

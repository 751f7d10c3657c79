import { MissingTool } from './toolchain.ts';

/** The same promise; its failure, which a test tells later, ends no process until then. */
export function settled<T>(tool: Promise<T>): Promise<T> {
  tool.catch(() => undefined);
  return tool;
}

/** Goes on with the tool; where the machine lacks it, says so in one line instead, and throws in CI. */
export async function using<T>(tool: Promise<T>, use: (tool: T) => Promise<void>): Promise<void> {
  const found = await tool.catch((error: unknown) => {
    if (!(error instanceof MissingTool) || process.env['CI']) throw error;
    process.stderr.write(`Not tried: ${error.message.split('\n')[0]}.\n`);
    return undefined;
  });
  if (found !== undefined) await use(found);
}

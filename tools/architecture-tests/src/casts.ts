import ts from 'typescript';
import { written, type Check } from './repository.ts';

/** The most that sources and tests may have of each. Lower the numbers when there are fewer; raise none. */
const limits = {
  'casts (`as`) in sources': 144,
  'non-null assertions (`!`) in sources': 103,
  'casts (`as`) in tests': 294,
  'non-null assertions (`!`) in tests': 499,
};

const isTest = (path: string) => /\.test\.ts$|\/test\//.test(path) || path.startsWith('libs/testing/');

/** A cast is a claim that no compiler checks: a type guard, `satisfies` or a type that says more replaces it. */
export const castsBecomeFewer: Check = (repository) => {
  const counts: Record<string, number> = {};
  for (const path of written(repository, '.ts', '.tsx')) {
    if (path.startsWith('examples/')) continue;
    const place = isTest(path) ? 'tests' : 'sources';
    const file = ts.createSourceFile(path, repository.read(path), ts.ScriptTarget.Latest);
    const visit = (node: ts.Node): void => {
      const kind = kindOf(node);
      if (kind) counts[`${kind} in ${place}`] = (counts[`${kind} in ${place}`] ?? 0) + 1;
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return Object.entries(limits).flatMap(([name, limit]) => {
    const count = counts[name] ?? 0;
    return count > limit ? [`there are ${count} ${name}; ${limit} at most`] : [];
  });
};

/** `as const` narrows and claims nothing. */
function kindOf(node: ts.Node): string | undefined {
  if (ts.isNonNullExpression(node)) return 'non-null assertions (`!`)';
  return ts.isAsExpression(node) && !ts.isConstTypeReference(node.type) ? 'casts (`as`)' : undefined;
}

/** The first line of every generated file: what it follows from. */
const header = (source: string): string => `Generated from ${source} by \`npm run generate\`, do not edit.`;

/** For what follows from the HTTP contract. */
export const generatedHeader = header('openapi.yaml');
/** For what follows from the event definitions. */
export const generatedFromEvents = header('libs/events');
/** For what follows from the guides. */
export const generatedFromGuides = header('docs/guides');

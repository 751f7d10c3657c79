/** The first line of every generated file, with its source. */
const header = (source: string): string => `Generated from ${source} by \`npm run generate\`, do not edit.`;

/** For files generated from the HTTP contract. */
export const generatedHeader = header('openapi.yaml');
/** For files generated from the event definitions. */
export const generatedFromEvents = header('libs/events');

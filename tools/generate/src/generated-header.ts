/** The first line of every generated file. */
export const generatedHeader = 'Generated from openapi.yaml by `npm run generate`, do not edit.';

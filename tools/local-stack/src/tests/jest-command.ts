/** The arguments with which Node runs jest. Tests are ES modules, for which jest needs Node's VM modules. */
export const jestCommand = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];

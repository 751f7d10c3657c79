/** A problem that a person has to solve. Its message is the one line that is printed, without a stack trace. */
export class SetupProblem extends Error {
  override name = 'SetupProblem';
}

/** Something a person has to put right; its message is the one line they see, without a stack. */
export class SetupProblem extends Error {
  override name = 'SetupProblem';
}

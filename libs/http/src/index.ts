export { isProblemCode, problemCodes, type ProblemCode, type ProblemCodeEntry } from './problem-codes.ts';

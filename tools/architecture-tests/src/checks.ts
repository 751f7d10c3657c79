import { castsBecomeFewer } from './casts.ts';
import { decisionsAreFewAndIndexed } from './decision-records.ts';
import { invariantsNameTheirTests, packagesExplainThemselves, securityNamesItsTests } from './documents.ts';
import { filesSayWhatTheyHold } from './file-names.ts';
import { licencesAreAllowed } from './licences.ts';
import { npmCommandsExist } from './npm-commands.ts';
import { prosePathsExist } from './prose-paths.ts';
import { wordsArePlain } from './plain-words.ts';
import type { Check } from './repository.ts';
import { packagesAreDeclared, versionsAreExact } from './package-manifests.ts';
import { filesAreShort, nothingIsPutOff } from './source-text.ts';

/** The rules for the repository's files, by name. */
export const checks: Record<string, Check> = {
  decisionsAreFewAndIndexed,
  packagesExplainThemselves,
  invariantsNameTheirTests,
  securityNamesItsTests,
  licencesAreAllowed,
  filesAreShort,
  filesSayWhatTheyHold,
  nothingIsPutOff,
  npmCommandsExist,
  prosePathsExist,
  packagesAreDeclared,
  versionsAreExact,
  wordsArePlain,
  castsBecomeFewer,
};

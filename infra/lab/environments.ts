import {
  fuzzEnvironment,
  lintEnvironment,
  localStackEnvironment,
  miniStackEnvironment,
} from './deploy/environments.ts';
import { EmulatorUnavailable } from './deploy/python.ts';

/**
 * `npm run environments` makes the Python environments of `test:deploy`, `check:template` and `fuzz`, which otherwise make them
 * when they first need them. What this machine cannot have is told, and left to them to judge.
 */
const ENVIRONMENTS = {
  'cfn-lint': lintEnvironment,
  MiniStack: miniStackEnvironment,
  LocalStack: localStackEnvironment,
  Schemathesis: fuzzEnvironment,
};

// One after the other: what is installed beside it needs the other processor.
for (const [name, environment] of Object.entries(ENVIRONMENTS)) {
  try {
    console.log(`${name} is in ${await environment()}`);
  } catch (error) {
    if (!(error instanceof EmulatorUnavailable)) throw error;
    console.warn(`${name} cannot be had: ${error.message}`);
  }
}

import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageSettings } from '../defaults.ts';
import { Names } from '../names.ts';

/** A stack of one stage: it, and all that stands in it, is called by the names of that stage. */
export class StageStack extends Stack {
  readonly names: Names;

  /**
   * @param short its name without the stage: `datos`.
   */
  constructor(scope: Construct, short: string, { stage, deletionProtection }: StageSettings) {
    const names = new Names(stage);
    // Whoever takes a stack of a stage away that people work with says so to AWS first.
    super(scope, names.of(short), { terminationProtection: deletionProtection });
    this.names = names;
  }
}

/** What things are called in the stack that a construct stands in. */
export function namesIn(scope: Construct): Names {
  const stack = Stack.of(scope);
  if (!(stack instanceof StageStack)) throw new Error(`${stack.stackName} is a stack of no stage.`);
  return stack.names;
}

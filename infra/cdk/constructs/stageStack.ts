import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageSettings } from '../defaults.ts';
import type { GridFeatures } from '../grids.ts';
import { Names, SOURCE } from '../names.ts';

/** Of which stage a stack is, and what can be in it where it goes. */
export interface Placement {
  readonly settings: StageSettings;
  readonly features: GridFeatures;
}

/** A stack of one stage: it, and all that stands in it, is called by the names of that stage. */
export class StageStack extends Stack {
  readonly names: Names;
  readonly features: GridFeatures;

  /**
   * @param short its name without the stage: `datos`.
   */
  constructor(scope: Construct, short: string, { settings, features }: Placement) {
    const names = new Names(settings.stage);
    // Whoever takes a stack of a stage away that people work with says so to AWS first.
    super(scope, names.of(short), {
      terminationProtection: settings.deletionProtection,
      ...(features.account && { tags: tagsOf(settings, short) }),
    });
    this.names = names;
    this.features = features;
  }
}

/** By which costs are told apart: CloudFormation gives a stack's tags to all in it that can have any, and no template has them. */
function tagsOf({ stage }: StageSettings, short: string): Record<string, string> {
  return { system: SOURCE, stage, context: short };
}

/** The stack that a construct stands in. */
export function stageStackOf(scope: Construct): StageStack {
  const stack = Stack.of(scope);
  if (!(stack instanceof StageStack)) throw new Error(`${stack.stackName} is a stack of no stage.`);
  return stack;
}

/** What things are called in the stack that a construct stands in. */
export function namesIn(scope: Construct): Names {
  return stageStackOf(scope).names;
}

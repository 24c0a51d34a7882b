import type { Names } from '#infra/cdk/names.ts';

/** A deployed system, as the scenario looks at it. */
export interface Deployed {
  readonly apiUrl: string;
  readonly token: string;
  /** What everything of its stage is called. */
  readonly names: Names;
  /** Of the AWS APIs. */
  readonly endpoint: string;
  /** The cloud assembly that was deployed. */
  readonly assembly: string;
}

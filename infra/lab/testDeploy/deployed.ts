/** A deployed system, as the scenario looks at it. */
export interface Deployed {
  readonly apiUrl: string;
  readonly token: string;
  /** Of the AWS APIs. */
  readonly endpoint: string;
  /** The cloud assembly that was deployed. */
  readonly assembly: string;
}

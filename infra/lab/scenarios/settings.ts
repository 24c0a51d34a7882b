/** What a scenario is asked for. */
export interface Settings {
  /** Of an outage. */
  readonly seconds: number;
  /** Of the usual load. */
  readonly rate: number;
  /** Names of what alone is tried; all, when it is empty. */
  readonly only: readonly string[];
  /** Without a running grid, where the scenario can do without. */
  readonly quick: boolean;
  /** Not a whole run: it shows how it goes, and proves nothing. */
  readonly isTry: boolean;
  /** Where the report goes. */
  readonly folder: string;
}

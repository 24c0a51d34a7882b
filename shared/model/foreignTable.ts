/** A table that another system writes: functions read it and its stream, and never write it. Its key is a number. */
export interface ForeignTable {
  /** What it is called here, and in the source of its changes: `<database>.<table>` of the other system. */
  readonly name: string;
  readonly database: string;
  readonly table: string;
  readonly key: string;
}

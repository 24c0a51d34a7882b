import type * as z from 'zod';
import type { Notification } from './notification.ts';
import type { OwnTable } from './ownTable.ts';
import type { AnyProjection, Journal, Projection, Tally, Total } from './projection.ts';
import type { Docs, Route } from './route.ts';

/** A caller's question about one row. */
export interface RowQuery<V = any, Schema extends z.ZodType = any, A = any> extends QueryBase<Schema, A> {
  readonly kind: 'row';
  readonly of: Projection<V>;
  readonly key: (question: z.output<Schema>) => string;
  /** The customer whom the row belongs to; another customer gets the same answer as for a row that is not there. */
  readonly owner?: (row: V) => string | undefined;
  /** What a missing row is called in the answer 404: `La orden`. */
  readonly noun: string;
  /** The row where nobody has said anything yet: what holds until then. Without it, that is answered by 404. */
  readonly unsaid?: (question: z.output<Schema>) => V;
  /**
   * What is shown beside the row, by its key: the newest measurement in a table, of which no event tells, or the totals of
   * that group of a tally.
   */
  readonly beside?: LatestTable | Tally;
  /** @param beside the measurement, `undefined` where there is none, or none that has not expired; or the totals. */
  readonly shape: (row: V, question: z.output<Schema>, beside?: any) => A;
}

/** A table of measurements by what was measured and when (ISO 8601): their JSON is in the attribute `medida`. */
export type LatestTable = Required<OwnTable>;

/** A caller's question about many rows, a page at a time. */
export interface ListQuery<V = any, Schema extends z.ZodType = any, A = any> extends QueryBase<Schema, A> {
  readonly kind: 'list';
  readonly of: Projection<V> | Journal | Tally | Notification;
  /** By which indexes of the view it selects; `*` is the whole view, which is meant when nothing is said. It has the right to read no other. */
  readonly by?: readonly string[];
  /**
   * Which rows: an index and its value, optionally those whose sort text is in a range; of a journal or a tally, the value
   * of its key; of notifications, the id of their stream. Without an index: the whole view, unordered. Several, of a
   * projection or of notifications and of disjoint rows, are given as one list, in the order of what their indexes sort by.
   */
  readonly where: (question: z.output<Schema>) => Selection | readonly Selection[];
  readonly newestFirst?: boolean;
  /** Which of the selected rows are shown, where no index tells. Few among many: a page may then hold fewer than were asked for. */
  readonly keeps?: (row: V, question: z.output<Schema>) => boolean;
  /**
   * The customer whom a row belongs to. The question then has a `clienteId`, by which rows are selected, and a customer's is
   * filled in: a page of what others have would tell of them by its cursor, whatever of it is shown.
   */
  readonly owner?: (row: V) => string | undefined;
  /** It holds nothing of anybody: customers, or drivers, may ask it as the house does. */
  readonly forCustomers?: true;
  readonly forDrivers?: true;
  /** A row of another view that must be there, and belong to the caller when that is a customer or a driver: the order of a timeline. */
  readonly guard?: Guard<Schema>;
  readonly shape: (row: V, question: z.output<Schema>) => A;
}

/** What must exist before a list is given. */
export interface Guard<Schema extends z.ZodType = any> {
  /** A view, or notifications (whose row of a stream names its customer). */
  readonly of: Projection | Notification;
  readonly key: (question: z.output<Schema>) => string;
  /** The customer whose it is. Without it, customers do not get at the list. */
  readonly owner?: (row: any) => string | undefined;
  /** The driver whose it is. Without it, drivers do not get at the list. */
  readonly driver?: (row: any) => string | undefined;
  readonly noun: string;
}

/** Rows asked for. */
export interface Selection {
  readonly index?: string;
  readonly value?: string;
  readonly from?: string;
  readonly to?: string;
}

/** A caller's question that is answered from all the rows of a selection at once (totals, percentiles). */
export interface ReportQuery<V = any, Schema extends z.ZodType = any, A = any> extends QueryBase<Schema, A> {
  readonly kind: 'report';
  readonly of: AnyProjection;
  /** The selections whose rows it needs. */
  readonly where: (question: z.output<Schema>) => readonly Selection[];
  /** It holds nothing of anybody: customers, or drivers, may ask it as the house does. */
  readonly forCustomers?: true;
  readonly forDrivers?: true;
  readonly shape: (rows: readonly V[], question: z.output<Schema>) => A;
  /** The answer as a table whose first row names the columns, where the question asks for it so; it is then given as CSV. */
  readonly csv?: (answer: A, question: z.output<Schema>) => readonly (readonly Cell[])[] | undefined;
}

/** A value of a table. */
export type Cell = string | number | null;

interface QueryBase<Schema extends z.ZodType, A> {
  readonly http: Route;
  readonly scope: string;
  readonly docs: Docs;
  readonly accepts: Schema;
  readonly example: z.input<Schema>;
  /** The shape of an answer (of each element, in a list). */
  readonly answers: z.ZodType<A>;
}

/** Any query. */
export type AnyQuery = RowQuery | ListQuery | ReportQuery;

/** Declares a query for one row. */
export function rowQuery<V, Schema extends z.ZodType, A>(
  spec: Omit<RowQuery<V, Schema, A>, 'kind'>,
): RowQuery<V, Schema, A> {
  return { ...spec, kind: 'row' };
}

/** The rows of a view, as its queries get them. A journal's and a notification's are told by whoever shapes them. */
export type RowOf<P> = P extends Projection<infer V> ? V : P extends Tally<any, infer M> ? Total<M> : any;

/** Declares a query for a page of rows. Its answer is `{ elementos, siguiente? }`; `cursor` and `limite` are accepted beside its own fields. */
export function listQuery<P extends ListQuery['of'], Schema extends z.ZodType, A>(
  spec: Omit<ListQuery<RowOf<P>, Schema, A>, 'kind' | 'of'> & { readonly of: P },
): ListQuery<RowOf<P>, Schema, A> {
  return { ...spec, kind: 'list' };
}

/** Declares a query that sums up rows. */
export function reportQuery<P extends AnyProjection, Schema extends z.ZodType, A>(
  spec: Omit<ReportQuery<RowOf<P>, Schema, A>, 'kind' | 'of'> & { readonly of: P },
): ReportQuery<RowOf<P>, Schema, A> {
  return { ...spec, kind: 'report' };
}

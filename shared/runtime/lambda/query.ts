import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import * as z from 'zod';
import { type Actor, streamOf } from '#shared/model/envelope.ts';
import type { Notification } from '#shared/model/notification.ts';
import type { Projection } from '#shared/model/projection.ts';
import type { AnyQuery, Cell, Guard, ListQuery, ReportQuery, RowQuery, Selection } from '#shared/model/query.ts';
import { type Fault, fault } from '../fault.ts';
import { validate } from '../validate.ts';
import { directoryTable, GUARD } from '../views/generation.ts';
import { latestOf } from '../views/latest.ts';
import { readMerged } from '../views/merge.ts';
import { type Page, readAll, readPage, readView } from '../views/read.ts';
import { emptyRow, type Row } from '../views/row.ts';
import { callerFor } from './caller.ts';
import { toCsv } from './csv.ts';
import { isKnown, tagOf } from './etag.ts';
import { answer, bareInput, isFromApi, questionOf } from './http.ts';
import { httpFunction } from './middleware.ts';
import { rowAt } from './waiting.ts';

const Waiting = z.object({ desdeVersion: z.int().min(1).optional() });
const Paging = z.object({
  cursor: z.string().min(1).max(4_096).optional(),
  limite: z.int().min(1).max(200).default(50),
});

/** A query as a Lambda. It takes a request of the API, or its bare question (an invocation by hand, with every right). */
export function queryHandler(query: AnyQuery) {
  const fromApi = httpFunction(async (event) => {
    const actor = await callerFor(query, event);
    const { body, tag, table } = await ask(query, questionOf(event, membersOf(query)), actor);
    const ETag = `"${tag}"`;
    if (isKnown(event, ETag)) return { statusCode: 304, headers: { ETag }, body: '' };
    return table ? { ...answer(200, body, { ...CSV, ETag }), body: toCsv(table) } : answer(200, body, { ETag });
  });
  return async (event: unknown, context: Context): Promise<APIGatewayProxyResult | unknown> =>
    isFromApi(event)
      ? fromApi(event, context)
      : (await ask(query, bareInput(event), { subject: 'invocacion-directa', scopes: [] })).body;
}

/** What a question may be made of, beside what the path holds. */
function membersOf({ accepts }: AnyQuery): Readonly<Record<string, z.ZodType>> {
  return { ...Waiting.shape, ...Paging.shape, ...accepts.shape };
}

const CSV = { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment' };

interface Answer {
  readonly body: unknown;
  readonly tag: string;
  /** The same as a table, where the question asks for it so. */
  readonly table?: readonly (readonly Cell[])[] | undefined;
}

function ask(query: AnyQuery, raw: Record<string, unknown>, actor: Actor): Promise<Answer> {
  if (query.kind === 'row') return askRow(query, raw, actor);
  return query.kind === 'list' ? askList(query, raw, actor) : askReport(query, raw);
}

async function askRow(query: RowQuery, raw: Record<string, unknown>, actor: Actor): Promise<Answer> {
  const { desdeVersion, ...rest } = raw;
  const question = validate(query.accepts, rest);
  const { desdeVersion: version = 0 } = validate(Waiting, { desdeVersion });
  const key = query.key(question);
  const see = (row: Row | undefined) => {
    const said =
      row?.state === undefined && query.unsaid ? { ...emptyRow(key), ...row, state: query.unsaid(question) } : row;
    return visible(said, actor, query);
  };
  const [row, beside] = await Promise.all([
    rowAt(() => readView(query.of, key), see, { stream: streamOf(query.of.options.of, key), version }),
    query.beside && readBeside(query.beside, key),
  ]);
  if (row?.state === undefined) throw notFound(query.noun);
  const body = { ...query.shape(row.state, question, beside), version: row.version };
  return { body, tag: tagOf(body) };
}

function readBeside(beside: NonNullable<RowQuery['beside']>, key: string): Promise<unknown> {
  return 'kind' in beside ? readAll(beside, { value: key }, directoryTable(beside.name)) : latestOf(beside, key);
}

async function askList(query: ListQuery, raw: Record<string, unknown>, actor: Actor): Promise<Answer> {
  const { cursor, limite, ...rest } = raw;
  const question = validate(query.accepts, ofCustomer(query, rest, actor));
  const paging = validate(Paging, { cursor, limite });
  if (query.guard) await pass(query.guard, question, actor);
  const isShown = (view: unknown) =>
    (query.guard || query.forCustomers || mayRead(actor, query.owner?.(view))) &&
    (query.keeps?.(view, question) ?? true);
  const shown: unknown[] = [];
  let next = paging.cursor;
  let rounds = 0;
  do {
    const page: Page = await pageOf(query, question, { limit: paging.limite - shown.length, cursor: next });
    shown.push(...page.views.filter(isShown));
    next = page.next;
    rounds += 1;
  } while (next !== undefined && shown.length < paging.limite && rounds < ROUNDS);
  const body = {
    elementos: shown.map((view) => query.shape(view, question)),
    ...(next !== undefined && { siguiente: next }),
  };
  return { body, tag: tagOf(body) };
}

/** How often a page is read on for rows that are shown, where not all of them are. */
const ROUNDS = 8;

interface Part {
  readonly limit: number;
  readonly cursor: string | undefined;
}

function pageOf(query: ListQuery, question: unknown, { limit, cursor }: Part): Promise<Page> {
  const selected = query.where(question);
  const part = { limit, ...(cursor !== undefined && { cursor }), ...(query.newestFirst && { newestFirst: true }) };
  if (!Array.isArray(selected)) return readPage(query.of, { selection: selected as Selection, ...part });
  const [only, ...others] = selected as readonly Selection[];
  return only && others.length === 0
    ? readPage(query.of, { selection: only, ...part })
    : readMerged(query.of as Projection | Notification, { selections: selected, ...part });
}

async function askReport(query: ReportQuery, raw: Record<string, unknown>): Promise<Answer> {
  const question = validate(query.accepts, raw);
  const rows = await Promise.all(query.where(question).map((selection) => readAll(query.of, selection)));
  const body = query.shape(rows.flat(), question);
  const table = query.csv?.(body, question);
  return { body, table, tag: tagOf(table ?? body) };
}

/** A customer's list is its own: its id is filled in, and a question that has no room for it is refused. A list that is nobody's is everybody's. */
function ofCustomer(query: ListQuery, raw: Record<string, unknown>, { clienteId }: Actor): Record<string, unknown> {
  if (clienteId === undefined || query.guard || query.forCustomers) return raw;
  if (raw.clienteId !== undefined && raw.clienteId !== clienteId) throw operatorsOnly();
  return { ...raw, clienteId };
}

async function pass(guard: Guard, question: unknown, actor: Actor): Promise<void> {
  const row = await readView(guard.of, guard.key(question), GUARD);
  if (visible(row, actor, guard)?.state === undefined) throw notFound(guard.noun);
}

/** A row as a caller sees it: to a customer or a driver, one that is not theirs is not there, whatever its version. */
function visible(row: Row | undefined, actor: Actor, { owner, driver }: Pick<Guard, 'owner' | 'driver'>) {
  const { clienteId, conductorId } = actor;
  if (clienteId === undefined && conductorId === undefined) return row;
  if (row?.state === undefined) return undefined;
  const theirs = clienteId === undefined ? driver?.(row.state) === conductorId : owner?.(row.state) === clienteId;
  return theirs ? row : undefined;
}

function mayRead({ clienteId }: Actor, owner: string | undefined): boolean {
  return clienteId === undefined || owner === clienteId;
}

function notFound(noun: string): Fault {
  return fault('NO_EXISTE', { detail: `${noun} no existe.` });
}

function operatorsOnly(): Fault {
  return fault('SIN_PERMISO', { detail: 'Un cliente solo puede consultar lo que es suyo.' });
}

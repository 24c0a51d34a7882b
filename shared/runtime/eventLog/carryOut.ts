import type { Write } from '#shared/model/command.ts';
import { streamOf } from '#shared/model/envelope.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection, type Rejection } from '#shared/model/rejection.ts';
import { attempts } from '../attempts.ts';
import { Fault } from '../fault.ts';
import { sameTrace } from '../tracing/context.ts';
import { traced } from '../tracing/traced.ts';
import { type Appended, append, MOST_ITEMS, type Position } from './append.ts';
import type { Commit } from './commit.ts';
import { reusedKey, tooBusy } from './contention.ts';
import { earlierRun, factsOf } from './known.ts';
import { prepare } from './prepare.ts';
import { commitTo } from './read.ts';
import type { CommandRequest, Outcome } from './request.ts';
import { type Open, type Stream, Workspace } from './workspace.ts';

/** What is to be written, and on whose behalf. */
export interface Decision {
  readonly writes: readonly Write[];
  readonly request: CommandRequest;
}

/** Something to decide: a command on one stream or on several, or a step of a saga. */
export interface Task {
  /** Its id and version answer the caller, and it remembers the command. */
  readonly main: Stream;
  /** Whether the main stream is probably new: it is not read before it is written. */
  readonly begins: boolean;
  /** Of the input, where the command may come again: by it a repetition is told from another command under the same id. */
  readonly digest?: () => string;
  /** What is told, beside the version, of the facts that are written to the main stream. */
  readonly tells?: ((facts: readonly Fact[]) => object) | undefined;
  /** When all that is decided happens (ISO 8601). */
  readonly now: string;
  /** Whether what it writes stays in the trace of the main stream's last commit, whatever the trace of the request. */
  readonly keepsTrace?: boolean;
  /**
   * Opens what the rule needs, and asks the rule. Called again when something of that has moved on. `undefined`: there is
   * nothing to do, whatever has happened since.
   */
  decide(workspace: Workspace): Promise<Decision | Rejection | undefined>;
}

/**
 * Carries out a task: loads, decides, and writes all or nothing. A decision that writes may rest on what this instance
 * remembers: what is written is conditional by itself, and what was consulted is checked in the same transaction. What does
 * not fit into that, and all that a decision rests on that refuses, writes nothing or throws, is read to its end in this request.
 * Throws Fault FLUJO_OCUPADO when others were faster each time, CLAVE_REUTILIZADA when the main stream remembers the
 * command with another input, OPERACION_DEMASIADO_GRANDE when a commit does not fit into an item of the log, CLIENTE_OLVIDADO
 * when something would begin about a customer who has asked to be forgotten.
 */
export async function carryOut(task: Task, request: CommandRequest): Promise<Outcome | Rejection> {
  const { of, id } = task.main;
  const stream = streamOf(of.name, id);
  const workspace = new Workspace();
  for await (const attempt of attempts()) {
    const decided = await decideFirmly(task, request, workspace);
    if (isRejection(decided)) return decided;
    if ('version' in decided) return { id, stream, ...decided, ...(await told(task, decided)) };
    const written = await write(task, decided, workspace).catch(async (error) => {
      const stale = workspace.all().filter(({ fresh }) => !fresh);
      if (stale.length === 0 || !(error instanceof Fault && error.code === 'CLIENTE_OLVIDADO')) throw error;
      // What was taken to begin may be there already, and this a repetition.
      await workspace.catchUp(stale);
      return undefined;
    });
    if (!written) continue;
    const { commits, appended } = written;
    if (appended.written) {
      workspace.wrote(commits);
      const { version } = workspace.known(stream);
      const own = commits.find((commit) => commit.stream === stream);
      return { id, stream, version, changed: true, ...(await told(task, { version, changed: true }, own)) };
    }
    // Of one stream that has moved on, the commit that won is mostly its last; of several that is not worth a bet.
    await workspace.lost(appended.winners, attempt === 1 && commits.length === 1 ? 'commit' : 'log');
  }
  throw tooBusy(stream);
}

/** What a command tells of its commit, which a repetition reads again; of nothing, where it has changed nothing. */
async function told(
  { main: { of, id }, tells }: Task,
  { version, changed }: Pick<Outcome, 'version' | 'changed'>,
  own?: Commit,
): Promise<Pick<Outcome, 'told'>> {
  if (!tells) return {};
  if (!changed) return { told: tells([]) };
  return { told: tells(factsOf(of, own ?? (await commitTo(streamOf(of.name, id), version)))) };
}

/** A decision with the streams that are to be unmoved when it is written. */
interface Firm extends Decision {
  readonly unmoved: readonly Position[];
}

/** Decides until all that the decision rests on is either read in this request or checked when it is written. */
async function decideFirmly(
  task: Task,
  request: CommandRequest,
  workspace: Workspace,
): Promise<Firm | Pick<Outcome, 'version' | 'changed' | 'repeated'> | Rejection> {
  for (;;) {
    const { known } = await (task.begins ? workspace.begin(task.main) : workspace.open(task.main));
    const earlier = earlierRun(known, request.commandId);
    if (earlier) {
      if (earlier.digest !== task.digest?.()) throw reusedKey();
      return { version: earlier.version, changed: true, repeated: true };
    }
    const decided = await decideOn(task, workspace);
    if (decided === 'again') continue;
    if (!decided) return { version: known.version, changed: false };
    const writes = isRejection(decided) ? [] : decided.writes.filter(({ facts }) => facts.length > 0);
    const written = new Set((await Promise.all(writes.map((to) => workspace.open(to)))).map(({ stream }) => stream));
    if (written.size < writes.length)
      throw new Error('A decision writes a stream twice: its facts belong into one write.');
    const { checked, trusted } = restsOn(workspace.all(), written);
    const stale = trusted.filter(({ fresh }) => !fresh);
    if (stale.length > 0) {
      await workspace.catchUp(stale);
      continue;
    }
    if (isRejection(decided)) return decided;
    if (writes.length === 0) return { version: known.version, changed: false };
    const unmoved = checked.map((open) => ({ stream: open.stream, version: open.known.version }));
    return { ...decided, writes, unmoved };
  }
}

/** What the rule says; where it throws, only over streams that were read to their end: else these are read, and it is asked again. */
async function decideOn(task: Task, workspace: Workspace): Promise<Awaited<ReturnType<Task['decide']>> | 'again'> {
  try {
    return await task.decide(workspace);
  } catch (error) {
    const stale = workspace.all().filter(({ fresh }) => !fresh);
    if (stale.length === 0) throw error;
    await workspace.catchUp(stale);
    return 'again';
  }
}

/** Which of the streams that were consulted can be checked when the decision is written, and which must be trusted: the freshest. */
function restsOn(open: readonly Open[], written: ReadonlySet<string>) {
  const consulted = open.filter(({ stream }) => !written.has(stream)).sort((a, b) => Number(a.fresh) - Number(b.fresh));
  const room = written.size === 0 ? 0 : MOST_ITEMS - written.size;
  return { checked: consulted.slice(0, room), trusted: consulted.slice(room) };
}

async function write(task: Task, { writes, request, unmoved }: Firm, workspace: Workspace) {
  const main = streamOf(task.main.of.name, task.main.id);
  const appendIn = async (traceparent: string | undefined): Promise<{ commits: Commit[]; appended: Appended }> => {
    const { traceparent: _, ...rest } = request;
    const asked = { ...rest, ...(traceparent && { traceparent }) };
    const commits = await Promise.all(
      writes.map(({ of, id, facts }) => {
        const stream = streamOf(of.name, id);
        const digest = stream === main && request.comesAgain ? task.digest?.() : undefined;
        return prepare({ aggregate: of, stream, known: workspace.known(stream), facts, digest }, asked, task.now);
      }),
    );
    return { commits, appended: await append(commits, unmoved) };
  };
  const own = task.keepsTrace ? workspace.known(main).traceparent : undefined;
  return own && !sameTrace(own, request.traceparent)
    ? traced([{ traceparent: own }], appendIn)
    : appendIn(request.traceparent);
}

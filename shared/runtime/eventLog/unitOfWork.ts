import type { AnyAggregate } from '#shared/model/aggregate.ts';
import type { UnitOfWork, Write } from '#shared/model/command.ts';
import { streamOf } from '#shared/model/envelope.ts';
import { isRejection, type Rejection } from '#shared/model/rejection.ts';
import { append } from './append.ts';
import type { Commit } from './commit.ts';
import { ATTEMPTS, backOff, reusedKey, tooBusy } from './contention.ts';
import { earlierRun } from './known.ts';
import { advance } from './memory.ts';
import { prepare } from './prepare.ts';
import { type CommandRequest, decisionContext, digestOfInput, type Outcome } from './request.ts';
import { Workspace } from './workspace.ts';

/**
 * Carries out a command on several streams, all or nothing (one TransactWriteItems, at most 100 streams).
 * A decision that touches nothing it consulted but its main stream is an answer about the others ("there is none"):
 * like a refusal, it is given only on streams that were read to their end.
 */
export async function decideTogether(command: UnitOfWork, request: CommandRequest): Promise<Outcome | Rejection> {
  const context = decisionContext(request);
  const main = command.main(request.input, context);
  const mainStream = streamOf(main.of.name, main.id);
  const workspace = new Workspace(command.over);

  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (command.creates) workspace.begin(main.of, main.id);
    else await workspace.open(main.of, main.id);
    const outcome = (version: number, changed: boolean): Outcome => ({
      id: main.id,
      stream: mainStream,
      version,
      changed,
    });
    const known = workspace.known(mainStream);
    const earlier = earlierRun(known, request.commandId);
    if (earlier) {
      if (earlier.digest !== digestOfInput(request)) throw reusedKey();
      return outcome(earlier.version, true);
    }
    await workspace.openAll((loaded) => command.streams(request.input, loaded, context));
    const decision = command.decide(request.input, workspace.states(), context);
    const writes = isRejection(decision) ? [] : decision.filter(({ facts }) => facts.length > 0);
    if (!workspace.fresh() && writes.every(({ of, id }) => streamOf(of.name, id) === mainStream)) {
      await workspace.catchUp();
      continue;
    }
    if (isRejection(decision)) return decision;
    if (writes.length === 0) return outcome(known.version, false);
    const commits = await Promise.all(writes.map((write) => commitOf(write, workspace, request)));
    const appended = await append(commits);
    if (appended.written) {
      for (const [at, { of }] of writes.entries()) settle(workspace, of, commits[at] as Commit);
      return outcome(workspace.known(mainStream).version, true);
    }
    await workspace.reread(appended.winners.map(({ stream }) => stream));
    await backOff(attempt);
  }
  throw tooBusy(mainStream);
}

async function commitOf({ of, id, facts }: Write, workspace: Workspace, request: CommandRequest): Promise<Commit> {
  const stream = streamOf(of.name, id);
  await workspace.open(of, id);
  return prepare({ aggregate: of, stream, known: workspace.known(stream), facts }, request, new Date().toISOString());
}

function settle(workspace: Workspace, aggregate: AnyAggregate, commit: Commit): void {
  workspace.set(commit.stream, advance(aggregate, commit.stream, workspace.known(commit.stream), commit));
}

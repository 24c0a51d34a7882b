import type { AnyAggregate } from '#shared/model/aggregate.ts';
import {
  type Aggregates,
  type AnyCommand,
  aggregatesOf,
  type Command,
  type DecisionContext,
  type DirectedContext,
  type States,
  type StreamIds,
  type Supposed,
  to,
  type UnitOfWork,
} from '#shared/model/command.ts';
import { isRejection, type Rejection } from '#shared/model/rejection.ts';
import { checkOwner, decideFor } from '../owner.ts';
import { digestOfInput } from '../personalData/digest.ts';
import { settingsOf } from '../settings.ts';
import { carryOut, type Task } from './carryOut.ts';
import { directoriesOnce, type ReadDirectories } from './directory.ts';
import { type CommandRequest, decisionContext, type Outcome, TooEarly } from './request.ts';
import type { Workspace } from './workspace.ts';

/**
 * Carries out a command, on one stream or on several; what it throws is said at `carryOut`, and TooEarly where the command is
 * to look again.
 * @param read reads the directories, of several requests together where these share it.
 */
export function decide(
  command: AnyCommand,
  request: CommandRequest,
  read: ReadDirectories = directoriesOnce(),
): Promise<Outcome | Rejection> {
  const context = { ...decisionContext(request), settings: settingsOf(command) };
  if (command.kind === 'command') return carryOut(onOne(command, request, context), request);
  const directories = () => read(command, request.input, context);
  return carryOut(onSeveral(command, request, { context, directories }), request);
}

function onOne(command: Command, request: CommandRequest, context: DecisionContext): Task {
  const main = { of: command.of, id: command.id(request.input, context) };
  return {
    main,
    begins: command.creates,
    digest: () => digestOfInput(command, request.input),
    tells: command.tells?.of,
    now: context.now,
    async decide(workspace) {
      const { state } = workspace.begin(main).known;
      const decision = decideFor(command, { input: request.input, state }, context);
      return isRejection(decision) ? decision : { writes: [to(main.of, main.id, ...decision)], request };
    },
  };
}

interface Directed {
  readonly context: DecisionContext;
  readonly directories: () => Promise<DirectedContext<any>['directories']>;
}

function onSeveral(command: UnitOfWork, request: CommandRequest, { context: now, directories }: Directed): Task {
  const { input } = request;
  const aggregates = aggregatesOf(command);
  const written = new Set<unknown>(Object.values(command.over));
  const main = command.main(input, now);
  return {
    main,
    begins: command.begins?.(input) ?? command.creates,
    digest: () => digestOfInput(command, input),
    tells: command.tells?.of,
    now: now.now,
    async decide(workspace) {
      checkOwner(command, input, now);
      const { state } = workspace.begin(main).known;
      const context = { ...now, directories: await directories() };
      await openAll(aggregates, command.streams(input, state, context), workspace);
      if (command.more)
        await openAll(aggregates, command.more(input, statesOf(aggregates, workspace), context), workspace);
      if (command.supposes)
        await supposeAll(aggregates, command.supposes(input, statesOf(aggregates, workspace), context), workspace);
      const decision = command.decide(input, statesOf(aggregates, workspace), context);
      if (isRejection(decision)) return decision;
      const foreign = decision.find(({ of }) => !written.has(of));
      if (foreign) throw new Error(`It writes ${foreign.of.name}, which is not in "over".`);
      if (request.isNew && command.looksAgain?.(decision.flatMap(({ facts }) => facts))) throw new TooEarly();
      return { writes: decision, request };
    },
  };
}

async function openAll(aggregates: Aggregates, ids: StreamIds<Aggregates>, workspace: Workspace): Promise<void> {
  await Promise.all(
    Object.entries(ids).flatMap(([key, wanted = []]) => {
      const of = aggregateIn(aggregates, key);
      return wanted.map((id) => workspace.open({ of, id }));
    }),
  );
}

async function supposeAll(aggregates: Aggregates, what: Supposed<Aggregates>, workspace: Workspace): Promise<void> {
  await Promise.all(
    Object.entries(what).flatMap(([key, streams = {}]) => {
      const of = aggregateIn(aggregates, key);
      return Object.entries(streams).map(([id, supposed]) => workspace.suppose({ of, id }, supposed));
    }),
  );
}

function aggregateIn(aggregates: Aggregates, key: string): AnyAggregate {
  const of = aggregates[key];
  if (!of) throw new Error(`It asks for ${key}, which is neither in "over" nor in "consults".`);
  return of;
}

/** The open streams' states by aggregate and id; a stream that does not exist has its aggregate's initial state. */
function statesOf(aggregates: Aggregates, workspace: Workspace): States<Aggregates> {
  const open = workspace.all();
  return Object.fromEntries(
    Object.entries(aggregates).map(([key, { name }]) => [
      key,
      Object.fromEntries(open.filter(({ of }) => of.name === name).map(({ id, known }) => [id, known.state])),
    ]),
  );
}

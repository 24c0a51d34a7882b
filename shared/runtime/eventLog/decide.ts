import type { AnyAggregate } from '#shared/model/aggregate.ts';
import { type AnyCommand, type Command, type DecisionContext, to, type UnitOfWork } from '#shared/model/command.ts';
import { isRejection, type Rejection } from '#shared/model/rejection.ts';
import { decideFor } from '../owner.ts';
import { digestOfInput } from '../personalData/digest.ts';
import { carryOut, type Task } from './carryOut.ts';
import { type Rows, rowsOnce } from './directory.ts';
import { type CommandRequest, decisionContext, type Outcome } from './request.ts';
import type { Workspace } from './workspace.ts';

/**
 * Carries out a command, on one stream or on several; what it throws is said at `carryOut`.
 * @param rows the directories' rows, where they were read for several requests together.
 */
export function decide(
  command: AnyCommand,
  request: CommandRequest,
  rows: Rows = rowsOnce(),
): Promise<Outcome | Rejection> {
  const context = decisionContext(request);
  if (command.kind === 'command') return carryOut(onOne(command, request, context), request);
  const candidates = () => (command.directory ? rows(command.directory, request.input) : []);
  return carryOut(onSeveral(command, request, { context, candidates }), request);
}

function onOne(command: Command, request: CommandRequest, context: DecisionContext): Task {
  const main = { of: command.of, id: command.id(request.input, context) };
  return {
    main,
    begins: command.creates,
    digest: () => digestOfInput(command, request.input),
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
  readonly candidates: () => Promise<readonly any[]> | readonly any[];
}

function onSeveral(command: UnitOfWork, request: CommandRequest, { context: now, candidates }: Directed): Task {
  return {
    main: command.main(request.input, now),
    begins: command.creates,
    digest: () => digestOfInput(command, request.input),
    now: now.now,
    async decide(workspace) {
      const context = { ...now, directory: await candidates() };
      await openAll(command, workspace, (loaded) => command.streams(request.input, loaded, context));
      const decision = command.decide(request.input, statesOf(command, workspace), context);
      return isRejection(decision) ? decision : { writes: decision, request };
    },
  };
}

type Over = Readonly<Record<string, AnyAggregate>>;
type Loaded = Readonly<Record<string, Readonly<Record<string, any>>>>;

/** Opens all streams that `ask` names, until it names nothing new. */
async function openAll(
  command: UnitOfWork,
  workspace: Workspace,
  ask: (loaded: Loaded) => Readonly<Record<string, readonly string[] | undefined>>,
): Promise<void> {
  for (;;) {
    const before = workspace.all().length;
    const wanted = Object.entries(ask(statesOf(command, workspace)));
    await Promise.all(
      wanted.flatMap(([key, ids = []]) => {
        const of = (command.over as Over)[key];
        if (!of) throw new Error(`"streams" names ${key}, which is not in "over".`);
        return ids.map((id) => workspace.open({ of, id }));
      }),
    );
    if (workspace.all().length === before) return;
  }
}

/** The open streams' states by aggregate and id; a stream that does not exist has its aggregate's initial state. */
function statesOf({ over }: UnitOfWork, workspace: Workspace): Loaded {
  const open = workspace.all();
  return Object.fromEntries(
    Object.entries(over as Over).map(([key, { name }]) => [
      key,
      Object.fromEntries(open.filter(({ of }) => of.name === name).map(({ id, known }) => [id, known.state])),
    ]),
  );
}

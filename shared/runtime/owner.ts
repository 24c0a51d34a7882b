import type { Command, DecisionContext, UnitOfWork } from '#shared/model/command.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection, type Rejection } from '#shared/model/rejection.ts';
import { fault } from './fault.ts';

/**
 * What a command decides on the state of its stream, for whoever acts. To a customer, a stream that is not its own is one
 * that does not exist: it is refused in the same words.
 * @throws Fault NO_ES_SUYO when the input itself names another customer, which tells nothing of what there is; NO_EXISTE
 * when a customer would write to a stream that is not its own.
 */
export function decideFor(
  command: Command,
  { input, state }: { readonly input: unknown; readonly state: unknown },
  context: DecisionContext,
): readonly Fact[] | Rejection {
  const { clienteId } = context.actor;
  if (clienteId === undefined) return command.decide(input, state, context);
  const { initial } = command.of;
  const named = command.owner?.(input, initial);
  if (named !== undefined && named !== clienteId) throw fault('NO_ES_SUYO');
  if (command.owner?.(input, state) === clienteId) return command.decide(input, state, context);
  const decision = command.decide(input, initial, context);
  if (isRejection(decision)) return decision;
  throw fault('NO_EXISTE');
}

/**
 * Refuses a customer that acts in the name of another one on several streams.
 * @throws Fault NO_ES_SUYO
 */
export function checkOwner(command: UnitOfWork, input: unknown, { actor }: DecisionContext): void {
  if (actor.clienteId !== undefined && command.owner?.(input) !== actor.clienteId) throw fault('NO_ES_SUYO');
}

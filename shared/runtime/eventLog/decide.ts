import type { Command } from '#shared/model/command.ts';
import { streamOf } from '#shared/model/envelope.ts';
import { isRejection, type Rejection } from '#shared/model/rejection.ts';
import { decideFor } from '../owner.ts';
import { append } from './append.ts';
import { ATTEMPTS, backOff, reusedKey, tooBusy } from './contention.ts';
import { earlierRun, nothing } from './known.ts';
import { advance, catchUp, type Recalled, recall } from './memory.ts';
import { prepare } from './prepare.ts';
import { type CommandRequest, decisionContext, digestOfInput, type Outcome } from './request.ts';

/**
 * Carries out a command on one stream. A decision that writes may rest on what this instance remembers, since its
 * append is conditional; before a decision that refuses or changes nothing, the tail of the stream is read.
 */
export async function decide(command: Command, request: CommandRequest): Promise<Outcome | Rejection> {
  const context = decisionContext(request);
  const id = command.id(request.input, context);
  const stream = streamOf(command.of.name, id);
  let recalled: Recalled = command.creates
    ? { known: nothing(command.of), fresh: false }
    : await recall(command.of, stream);

  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { known, fresh } = recalled;
    const outcome = (version: number, changed: boolean): Outcome => ({ id, stream, version, changed });
    const earlier = earlierRun(known, request.commandId);
    if (earlier) {
      if (earlier.digest !== digestOfInput(request)) throw reusedKey();
      return outcome(earlier.version, true);
    }
    const decision = decideFor(command, { input: request.input, state: known.state }, context);
    if (isRejection(decision) || decision.length === 0) {
      if (fresh) return isRejection(decision) ? decision : outcome(known.version, false);
      recalled = await catchUp(command.of, stream, known);
      continue;
    }
    const commit = await prepare({ aggregate: command.of, stream, known, facts: decision }, request, context.now);
    const appended = await append([commit]);
    if (appended.written) return outcome(advance(command.of, stream, known, commit).version, true);
    const won = appended.winners[0]?.commit;
    recalled =
      won && attempt === 1
        ? { known: advance(command.of, stream, known, won), fresh: false }
        : await catchUp(command.of, stream, known);
    await backOff(attempt);
  }
  throw tooBusy(stream);
}

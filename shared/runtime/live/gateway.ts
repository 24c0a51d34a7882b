import {
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { connections } from '../clients/connections.ts';
import { count, logger } from '../telemetry.ts';

/** How long one message may take to a client, in milliseconds: a page takes some; who needs longer is not listening. */
const PATIENCE_MS = 2_000;

/** Sends messages to a connection, in their order. @returns whether it took them all; if not, it must not stay connected. */
export async function post(ConnectionId: string, messages: readonly string[]): Promise<boolean> {
  try {
    for (const Data of messages) {
      await connections().send(new PostToConnectionCommand({ ConnectionId, Data }), {
        abortSignal: AbortSignal.timeout(PATIENCE_MS),
      });
    }
    return true;
  } catch (error) {
    if (!(error instanceof GoneException)) {
      logger.warn('A client did not take its messages', error as Error);
      count('ConexionesLentas');
    }
    return false;
  }
}

/** Ends a connection, if it was not ended yet. @throws what API Gateway refuses that with, or an error after some seconds. */
export async function close(ConnectionId: string): Promise<void> {
  try {
    await connections().send(new DeleteConnectionCommand({ ConnectionId }), {
      abortSignal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (error) {
    if (!(error instanceof GoneException)) throw error;
  }
}

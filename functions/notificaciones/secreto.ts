import * as z from 'zod';
import type { Telling } from '#shared/model/command.ts';

/** How a secret begins (Standard Webhooks); base64 of 32 bytes follows. */
export const PREFIJO = 'whsec_';

/** Of which texts the installation makes a customer's secret: nothing is stored of it. */
export function textosDelSecreto(clienteId: string, serie: number): readonly string[] {
  return ['webhook', clienteId, String(serie)];
}

/** A new secret is told once, to whoever has it made, with its number; after that, nobody is. */
export const diceSecreto: Telling = {
  schema: z.object({ serie: z.int().min(1).optional(), secreto: z.string().optional() }),
  of: (facts) => {
    const nuevo = facts.find(({ data }) => data.serie !== undefined && data.conserva !== true);
    return nuevo ? { serie: nuevo.data.serie } : {};
  },
  secret: {
    prefix: PREFIJO,
    texts: ({ serie } = {}, clienteId) => (serie === undefined ? undefined : textosDelSecreto(clienteId, serie)),
  },
};

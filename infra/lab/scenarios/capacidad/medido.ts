import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Trabajo } from './trabajo.ts';

/** What an order was seen to take, for those who cannot measure it: the last whole run of the scenario. */
export interface Medido {
  readonly date: string;
  readonly orders: number;
  readonly trabajo: Trabajo;
  /** Write units that an order writes into the stream of a product in a warehouse. */
  readonly hotUnits: number;
  /** The function that brings commits to the bus, by its physical name. */
  readonly relay: string;
}

const FILE = path.join(import.meta.dirname, 'medido.json');

/** What the last whole run has seen. */
export function medido(): Medido {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Medido;
}

/** Keeps what a whole run has seen. */
export function guardarMedido(seen: Medido): void {
  writeFileSync(FILE, `${JSON.stringify(seen, null, 2)}\n`);
}

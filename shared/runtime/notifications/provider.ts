/** A message as its provider gets it. */
export interface Letter {
  readonly clave: string;
  readonly version: number;
  readonly destino: string;
  readonly asunto: string;
  /** With its link. */
  readonly texto: string;
}

/** What a provider said for good of a message: it has taken it, and calls it so; or it never will. */
export type Answer =
  | { readonly estado: 'aceptada'; readonly recibo: string }
  | { readonly estado: 'rechazada'; readonly motivo: string };

/**
 * Brings messages of a channel to people.
 * @throws what says nothing of the message: it is sent again.
 */
export type Provider = (letter: Letter) => Promise<Answer>;

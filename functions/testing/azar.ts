/** What a simulated world leaves to chance; the same for the same seed. */
export class Azar {
  #a: number;

  constructor(semilla: number) {
    this.#a = semilla >>> 0;
  }

  /** From 0, included, to 1 (mulberry32). */
  numero(): number {
    this.#a = (this.#a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.#a ^ (this.#a >>> 15), this.#a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Whether something happens that happens in so many of the cases. */
  pasa(parte: number): boolean {
    return this.numero() < parte;
  }

  /** A whole number from 0 to below `tope`. */
  hasta(tope: number): number {
    return Math.floor(this.numero() * tope);
  }

  /** One of some things. @throws Error when there is none. */
  uno<T>(cosas: readonly T[]): T {
    const cosa = cosas[this.hasta(cosas.length)];
    if (cosa === undefined) throw new Error('There is nothing to choose from.');
    return cosa;
  }

  /** One of some things, each as likely as its weight says. */
  segun<T extends { readonly peso: number }>(cosas: readonly T[]): T {
    let resto = this.numero() * cosas.reduce((suma, { peso }) => suma + peso, 0);
    for (const cosa of cosas) {
      resto -= cosa.peso;
      if (resto < 0) return cosa;
    }
    return this.uno(cosas);
  }
}

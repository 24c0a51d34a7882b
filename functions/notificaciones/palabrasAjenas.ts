/** A dot between two parts of a name on the internet (`bit.ly`), or four numbers of an address (`10.0.0.1`). */
const DOMINIO = /[\p{L}\p{N}_-]\.[\p{L}]{2}|\d+\.\d+\.\d+/u;

/** What a telephone makes a link of by its beginning: `https://…`, `tel:…`, `www…`. */
const ENLACE = /^\W*(?:[a-z][a-z0-9+.-]*:\S|www\b)/i;

/**
 * Words of somebody else inside a message of ours, which is sent in our name: one line of at most `max` characters, without
 * what a telephone would make an address of (of a page, of mail), and without what is not seen or turns the text around.
 * What is left may be nothing.
 */
export function palabrasAjenas(texto: string, max: number): string {
  const visible = texto
    // Full-width letters and the dots of other scripts are taken for plain ones by what opens addresses.
    .normalize('NFKC')
    .replaceAll(/[\u3002\u06d4\u0701\u0702]/g, '.')
    .replaceAll(/[\p{Z}\p{Cc}]/gu, ' ')
    .replaceAll(/\p{C}/gu, '');
  const palabras = visible.split(' ').filter((palabra) => palabra !== '' && !esDireccion(palabra));
  return [...palabras.join(' ')].slice(0, max).join('').trim();
}

function esDireccion(palabra: string): boolean {
  return palabra.includes('@') || palabra.includes('//') || DOMINIO.test(palabra) || ENLACE.test(palabra);
}

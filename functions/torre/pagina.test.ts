import { describe, expect, test } from 'vitest';
import { type Archivos, documento, politica, raizDesde, rolDe, rutaPropia } from './pagina.ts';

const uno = { estilos: ['base-1.css'], guion: 'main-1.js', previos: ['otro-1.js'] };
const archivos: Archivos = {
  archivos: {},
  roles: { torre: uno, conductor: uno, cliente: uno, seguimiento: uno, entrada: uno, docs: uno },
  partes: { mapa: ['mapa-1.css'] },
  icono: 'icono-1.svg',
  trabajador: 'sw.js',
};
const VIVO = 'wss://abc.execute-api.us-east-1.amazonaws.com/v1';
const EMISOR = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_x';

describe('una dirección', () => {
  test.each([
    ['/', '.'],
    ['/torre', '.'],
    ['/torre/', '..'],
    ['/torre/ordenes', '..'],
    ['/torre/ordenes/1/causas', '../../..'],
    ['/seguimiento/abc', '..'],
  ])('%s queda a %s de la raíz', (path, raiz) => expect(raizDesde(path)).toBe(raiz));
  test.each([
    ['/', undefined, '', '/'],
    ['/torre', undefined, '/torre', '/torre'],
    ['/torre', undefined, '/torre/', '/torre/'],
    ['/torre/{proxy+}', 'ordenes/1/causas', '/torre/ordenes/1/causas', '/torre/ordenes/1/causas'],
    ['/torre/{proxy+}', 'ordenes/', '/torre/ordenes/', '/torre/ordenes/'],
    ['/seguimiento/{token}', undefined, '/seguimiento/abc', '/seguimiento/{token}'],
  ])('a la que lleva %s es la misma donde un dominio le antepone algo', (ruta, proxy, path, propia) => {
    for (const antes of ['', '/entregas', '/torre']) expect(rutaPropia(ruta, antes + path, proxy)).toBe(propia);
  });
  test.each([
    ['/', 'entrada'],
    ['/entrar', 'entrada'],
    ['/torre/{proxy+}', 'torre'],
    ['/cliente', 'cliente'],
    ['/cliente/{proxy+}', 'cliente'],
    ['/conductor', 'conductor'],
    ['/seguimiento/{token}', 'seguimiento'],
    ['/docs', 'docs'],
    ['/estaticos/{archivo}', undefined],
    ['/sw.js', undefined],
  ])('%s es de %s', (ruta, rol) => expect(rolDe(ruta)).toBe(rol));
});

describe('un documento', () => {
  test('pide sus archivos por una dirección relativa, también bajo la etapa de una API', () => {
    const html = documento('torre', '/torre/ordenes/1', { archivos, vecinos: {} });
    expect(html).toContain('src="../../estaticos/main-1.js"');
    expect(html).toContain('"mapa":["mapa-1.css"]');
    expect(html).toContain('href="../../estaticos/base-1.css"');
    expect(html).toContain('data-raiz="../.."');
  });
  test('no deja que un dato cierre su elemento', () => {
    const html = documento('torre', '/torre', { archivos, vecinos: { teselas: 'https://a/</script><script>x' } });
    expect(html.match(/<\/script>/g)).toHaveLength(2);
  });
  test('de un seguimiento no dice el token, y pide que nadie lo guarde', () => {
    const html = documento('seguimiento', '/seguimiento/secreto', { archivos, vecinos: {} });
    expect(html).not.toContain('secreto');
    expect(html).toContain('noindex');
  });
});

describe('la política', () => {
  test('sin vecinos solo deja pedir a esta API', () => {
    expect(politica({})).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });
  test('abre el canal, el emisor, los otros orígenes y las teselas, y nada más', () => {
    const vecinos = {
      vivo: VIVO,
      emisor: EMISOR,
      origenes: 'https://a.co https://b.co',
      teselas: 'https://t.co/{z}/{x}/{y}.png',
    };
    expect(politica(vecinos)).toContain(
      "connect-src 'self' wss://abc.execute-api.us-east-1.amazonaws.com https://cognito-idp.us-east-1.amazonaws.com https://a.co https://b.co https://t.co;",
    );
    expect(politica(vecinos)).toContain("img-src 'self' data: blob: https://a.co https://b.co https://t.co;");
  });
});

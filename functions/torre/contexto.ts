import { context } from '#shared/model/context.ts';
import { technical } from '#shared/model/technical.ts';

/** What people look at: the pages, and what makes them live. */
export const torre = context('torre', {
  technical: {
    verPagina: technical({
      trigger: {
        on: 'pages',
        paths: [
          '/',
          '/entrar',
          '/torre',
          '/torre/{proxy+}',
          '/conductor',
          '/conductor/{proxy+}',
          '/seguimiento/{token}',
          '/docs',
          '/estaticos/{archivo}',
          '/sw.js',
          '/manifest.webmanifest',
        ],
        docs: { summary: 'Las páginas', description: 'Lo que un navegador muestra, con todos sus archivos.' },
      },
      grants: [],
      why: 'A browser opens a page before anybody has signed in. The files are in the bundle: no bucket, no foreign host.',
    }),
  },
});

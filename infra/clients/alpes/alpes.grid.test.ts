import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type Cli, startCli } from './testing/cli.ts';

const HEADER = 'referencia,clienteId,nombre,telefono,direccion,ciudad,lat,lon,lineas';
const WAIT = { timeout: 20_000, interval: 300 };

let cli: Cli;

beforeAll(async () => {
  cli = await startCli();
});
afterAll(() => cli?.stop());

test('invocar runs a function, shows its log and its result', async () => {
  const { code, out, err } = await cli.alpes('invocar', 'crearOrden', '--ejemplo');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ version: 1, changed: true });
  expect(err).toContain('Se envía: {"clienteId":"tienda-de-ejemplo"');
  expect(err).toMatch(/"message":"crearOrden"[\s\S]*REPORT RequestId/);
});

test('invocar takes an event from stdin or a file; a rejection is one line and exit 1', async () => {
  const event = JSON.stringify({ ordenId: crypto.randomUUID(), motivo: 'prueba' });
  expect(await cli.fed(event, 'invocar', 'cancelarOrden', '--evento', '-')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^ORDEN_NO_EXISTE: La orden no existe\.$/m),
  });
  const file = path.join(cli.folder, 'evento.json');
  writeFileSync(file, event);
  expect(await cli.alpes('invocar', 'cancelarOrden', '--evento', file)).toMatchObject({
    code: 1,
    out: expect.stringContaining('ORDEN_NO_EXISTE'),
  });
});

test('invocar --en-proceso runs the sources here, with the variables of the deployed function', async () => {
  const { code, out, err } = await cli.alpes('invocar', 'crearOrden', '--ejemplo', '--en-proceso');
  expect(code).toBe(0);
  const { stream } = JSON.parse(out);
  expect(err).toContain('"message":"crearOrden"');
  expect((await cli.alpes('log', stream)).code).toBe(0);
});

test('wrong uses are exit 2 and say what to do', async () => {
  const uses: [string[], string][] = [
    [['invocar', 'crearOrdn', '--ejemplo'], 'No hay una función "crearOrdn". ¿Quiso decir "crearOrden"?'],
    [['invocar', 'crearOrden'], 'Falta el evento: --evento ARCHIVO, --evento - o --ejemplo.'],
    [['log', 'ordn#1'], 'No hay flujos "ordn". ¿Quiso decir "orden"?'],
    [
      ['replay', '--a', 'ordens'],
      `No hay una vista o regla "ordens" en el bus ${LOCAL.system}. ¿Quiso decir "ordenes"?`,
    ],
    [
      ['replay', '--a', 'ordenes', '--archivo', 'x'],
      `No hay un archivo de eventos "x"; el de esta aplicación es: --archivo ${LOCAL.system}.`,
    ],
    [['ordenes', 'importar', 'nada.csv'], 'No se puede leer nada.csv: no existe.'],
    [['invocar', 'crearOrden', '--evento', '/nada.json'], 'No se puede leer /nada.json: no existe.'],
  ];
  const ended = await Promise.all(uses.map(([args]) => cli.alpes(...args)));
  expect(ended).toEqual(uses.map(([, line]) => ({ code: 2, out: '', err: `${line}\n` })));
});

test('where nothing listens, one line says so', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  const endpoint = `http://127.0.0.1:${port}`;
  expect(await cli.alpes('colas', '--endpoint', endpoint)).toEqual({
    code: 1,
    out: '',
    err: `No hay una red en ${endpoint}; arránquela con: npm start.\n`,
  });
});

test('log shows a stream, or all streams of an id, and personal data only when asked', async () => {
  const id = await cli.order();
  const one = await cli.alpes('log', `orden#${id}`);
  expect(one).toMatchObject({ code: 0, err: '' });
  expect(one.out).toMatch(
    /1 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} +OrdenCreada +invocacion-directa +clienteId=tienda-de-ejemplo .* destinatario\.nombre=‹cifrado›/,
  );
  expect((await cli.alpes('log', `orden#${id}`, '--descifrar')).out).toContain('destinatario.nombre=Ana Rojas');
  await vi.waitUntil(async () => JSON.parse((await cli.alpes('log', id, '--json')).out).flujos.length > 1, WAIT);
  const { flujos, eventos } = JSON.parse((await cli.alpes('log', id, '--json')).out);
  expect(flujos).toContain(`cumplimiento#${id}`);
  expect(eventos[0]).toMatchObject({
    flujo: `orden#${id}`,
    version: 1,
    tipo: 'OrdenCreada',
    datos: { destinatario: { nombre: '‹cifrado›' } },
  });
  const later = JSON.parse((await cli.alpes('log', id, '--desde', '2', '--json')).out).eventos as { version: number }[];
  expect(later.every(({ version }) => version >= 2)).toBe(true);
  expect(await cli.alpes('log', 'orden#nada')).toMatchObject({
    code: 1,
    err: expect.stringContaining('No hay eventos de orden#nada'),
  });
});

test('traza shows what worked for an order, under its cause, with its calls', async () => {
  const id = await cli.order();
  await vi.waitFor(async () => expect((await cli.alpes('traza', id)).out).toContain(LOCAL.of('cumplimiento')), WAIT);
  // Functions tell of their work when they have done it: the first of them may be the last.
  await vi.waitFor(async () => {
    const { code, out } = await cli.alpes('traza', `orden#${id}`, '--llamadas');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Traza 1-[0-9a-f]{8}-[0-9a-f]{24} · \d+ tramos en [\d.,]+ m?s · \d+ llamadas a AWS \(DynamoDB ×/,
    );
    expect(out).toMatch(
      new RegExp(` {2}${LOCAL.of('crearOrden')}\\n(.* {4}· .*\\n)*.* {4}· DynamoDB PutItem ${LOCAL.eventLog}\\n`),
    );
  }, WAIT);
  const { trazas } = JSON.parse((await cli.alpes('traza', id, '--json')).out);
  expect(trazas).toHaveLength(1);
  expect(trazas[0].tramos[0]).toMatchObject({ name: LOCAL.of('crearOrden'), trace_id: trazas[0].traza });
  expect(await cli.alpes('traza', 'orden#nada')).toMatchObject({
    code: 1,
    err: expect.stringContaining('No hay eventos de orden#nada'),
  });
});

test('ordenes importar skips bad lines, goes on where it was, and creates nothing twice', async () => {
  const file = path.join(cli.folder, 'pedidos.csv');
  const line = (reference: string, lines = 'CAFE-500:1') =>
    `${reference},tienda-7,Ana,3001234567,"Calle 1, apto 2",Bogotá,4.6,-74.1,${lines}`;
  const good = Array.from({ length: 12 }, (_, at) => line(`R-${at}`));
  writeFileSync(file, [HEADER, ...good.slice(0, 6), line('MALA', 'CAFE-500'), ...good.slice(6)].join('\r\n'));

  const first = await cli.alpes('ordenes', 'importar', file, '--json');
  expect(first.code).toBe(1);
  expect(JSON.parse(first.out)).toEqual({
    lineas: 13,
    creadas: 12,
    yaEstaban: 0,
    conErrores: 1,
    rechazadas: 0,
    errores: `${file}.errores.csv`,
  });
  expect(first.err).toContain('Línea 8: lineas: "CAFE-500" no tiene la forma SKU:CANTIDAD.\n');
  expect(readFileSync(`${file}.errores.csv`, 'utf8').split('\n')[1]).toMatch(/^MALA,.*,8,"lineas: /);
  const ids = idsIn(file);

  const again = await cli.alpes('ordenes', 'importar', file, '--json');
  expect(JSON.parse(again.out)).toMatchObject({ creadas: 0, yaEstaban: 12, conErrores: 1 });

  writeFileSync(file, [HEADER, ...good].join('\n'));
  const scratch = await cli.alpes('ordenes', 'importar', file, '--json', '--desde-cero');
  expect(scratch.code).toBe(0);
  expect(JSON.parse(scratch.out)).toEqual({ lineas: 12, creadas: 0, yaEstaban: 12, conErrores: 0, rechazadas: 0 });
  expect(idsIn(file)).toEqual(ids);
});

function idsIn(file: string): string[] {
  return readFileSync(`${file}.progreso`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')[1] ?? '')
    .sort();
}

test('an import without rights stops, and says why', async () => {
  const file = path.join(cli.folder, 'uno.csv');
  writeFileSync(file, `${HEADER}\nR-1,tienda-7,Ana,3001234567,Calle 1,Bogotá,4.6,-74.1,CAFE-500:1\n`);
  expect(await cli.alpes('ordenes', 'importar', file, '--token', 'x')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('401 NO_AUTENTICADO'),
  });
});

test('local falla lets a function fail until it is taken away', async () => {
  const put = await cli.alpes('local', 'falla', 'poner', 'error', '--funcion', LOCAL.of('crearOrden'), '--tasa', '1');
  expect(put).toMatchObject({ code: 0, err: '' });
  expect((await cli.alpes('invocar', 'crearOrden', '--ejemplo')).code).toBe(1);
  const [fault] = JSON.parse((await cli.alpes('local', 'falla', '--json')).out);
  expect(fault).toMatchObject({ id: put.out.trim(), on: { function: LOCAL.of('crearOrden') }, seen: 1, struck: 1 });
  expect((await cli.alpes('local', 'falla')).out).toMatch(
    new RegExp(`error +function=${LOCAL.of('crearOrden')} +1 +1 +1`),
  );
  expect(await cli.alpes('local', 'falla', 'quitar', fault.id)).toMatchObject({ code: 0, out: '' });
  expect((await cli.alpes('invocar', 'crearOrden', '--ejemplo')).code).toBe(0);
  expect(await cli.alpes('local', 'falla', 'quitar', fault.id)).toMatchObject({ code: 2, out: '' });
  expect(await cli.alpes('local', 'falla', 'poner', 'error', '--funcion', LOCAL.of('crearOrdn'))).toMatchObject({
    code: 2,
    err: `The grid has no function ${LOCAL.of('crearOrdn')}.\n`,
  });
});

test('costo tells what AWS would bill, by what takes it, and for a million runs of a function', async () => {
  const { code, out } = await cli.alpes('costo', '--json');
  expect(code).toBe(0);
  const { lines, usd, veces, usdPorMillon } = JSON.parse(out);
  const log = { service: 'dynamodb', resource: 'event-log', price: 'writeUnit' };
  expect(lines).toContainEqual(expect.objectContaining(log));
  expect(lines).toContainEqual(expect.objectContaining({ service: 'lambda', resource: 'crearOrden', units: veces }));
  expect(usd).toBeCloseTo(
    lines.reduce((sum: number, line: { usd: number }) => sum + line.usd, 0),
    12,
  );
  expect(usdPorMillon).toBeCloseTo((usd / veces) * 1e6, 6);
  expect((await cli.alpes('costo')).out).toMatch(/dynamodb +event-log +unidades de escritura/);
  expect(await cli.alpes('costo', '--por', 'crearOrdn')).toMatchObject({
    code: 2,
    err: 'La función crearOrdn no se ha ejecutado desde que arrancó la red.\n',
  });
});

test('local estado tells what is there and what it has done', async () => {
  const { code, out } = await cli.alpes('local', 'estado', '--json');
  expect(code).toBe(0);
  const { funciones, colas, flujos, reglas, apis } = JSON.parse(out);
  const [crear] = funciones.filter(({ funcion }: { funcion: string }) => funcion === 'crearOrden');
  expect(crear).toMatchObject({ ejecuciones: expect.any(Number), fallidas: expect.any(Number) });
  expect(crear.llamadas).toBeGreaterThan(0);
  expect(colas).toContainEqual({ cola: 'ordenes', mensajes: expect.any(Number), muertos: 0 });
  expect(flujos).toContainEqual({ flujo: 'event-log', funcion: 'relay', estado: 'Enabled' });
  expect(reglas).toContainEqual({ regla: 'ordenes', destinos: 1, estado: 'ENABLED' });
  expect(apis).toContain(cli.system.apiUrl);
  expect((await cli.alpes('local', 'estado')).out).toMatch(/event-log +relay +Enabled/);
});

test('local permisos tells what a function may do and has done', async () => {
  const { code, out } = await cli.alpes('local', 'permisos', 'crearOrden', '--json');
  expect(code).toBe(0);
  const log = { accion: 'dynamodb:PutItem', recurso: expect.stringContaining(LOCAL.eventLog), claves: 'orden#*' };
  expect(JSON.parse(out)).toContainEqual({ ...log, usado: true });
  expect((await cli.alpes('local', 'permisos')).out).toMatch(/crearOrden +\d+ +\d+/);
  expect(await cli.alpes('local', 'permisos', 'crearOrdn')).toMatchObject({
    code: 2,
    err: 'Nadie llamado "crearOrdn" tiene permisos. ¿Quiso decir "crearOrden"?\n',
  });
});

test('funciones lists what there is to invoke', async () => {
  const { code, out } = await cli.alpes('funciones', 'ordenes', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toContainEqual({
    contexto: 'ordenes',
    funcion: 'crearOrden',
    clase: 'command',
    origen: 'POST /ordenes',
  });
});

test('token gives one that the grid takes, by its clock, for whom it says; and nothing else on stdout', async () => {
  const ask = (token: string, route: string) =>
    fetch(`${cli.system.apiUrl}${route}`, { headers: { Authorization: `Bearer ${token.trim()}` } });
  const early = (await cli.alpes('token', '--como', 'operador', '--por', 'P1D')).out;
  expect((await ask(early, '/clientes')).status).toBe(200);
  await fetch(`${cli.system.endpoint}/_alpes/clock`, { method: 'POST', body: '{"advance":"P40D"}' });
  expect((await ask(early, '/clientes')).status).toBe(401);
  const late = (await cli.alpes('token', '--como', 'operador')).out;
  expect((await ask(late, '/clientes')).status).toBe(200);
  const customer = (await cli.alpes('token', '--como', 'cliente:tienda-42')).out;
  expect((await ask(customer, '/ordenes')).status).toBe(200);
  expect((await ask(customer, '/vehiculos')).status).toBe(403);
  const clerk = (await cli.alpes('token', '--como', 'bodega')).out;
  expect((await ask(clerk, '/bodegas')).status).toBe(200);
  expect((await ask(clerk, '/vehiculos')).status).toBe(200);
  expect((await ask(clerk, '/analitica?desde=2030-01-01&hasta=2030-01-02')).status).toBe(403);
  const driver = (await cli.alpes('token', '--como', 'conductor:luis')).out;
  expect((await ask(driver, '/vehiculos')).status).toBe(403);
  expect((await ask(driver, '/ordenes')).status).toBe(403);
  expect(await cli.alpes('token', '--como', 'nadie')).toMatchObject({ code: 2, out: '' });
  expect(await cli.alpes('token', '--como', 'conductor:ZZZ999')).toMatchObject({ code: 2, out: '' });
  expect(await cli.alpes('token', '--como', 'operador', '--por', 'P90D')).toMatchObject({ code: 2, out: '' });
});

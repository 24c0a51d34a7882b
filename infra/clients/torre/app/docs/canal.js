import { conCodigo, h } from './esquema.js';

/** What one may follow, and what comes of it. */
const TEMAS = [
  ['tablero', 'Todas las órdenes, los vehículos y las posiciones'],
  ['ciudad:Bogotá', 'Las órdenes que van a una ciudad'],
  ['bodega:BOG-NORTE', 'Lo de una bodega: órdenes, existencias, planes, vehículos y posiciones'],
  ['vehiculo:ALN000', 'Un vehículo: sus órdenes, su plan y dónde está'],
  ['orden:<id>', 'Una orden'],
  ['cliente:tienda-42', 'Las órdenes de un cliente'],
  ['seguimiento:<token>', 'Una entrega, por su enlace de seguimiento'],
];

const SENTIDOS = { receive: 'Se envía', send: 'Se recibe' };

/** The live channel as the document beside this page tells it: its topics and its messages. */
export async function mostrarCanal(place) {
  const source = new URL('asyncapi.json', location.href);
  const { channels, operations } = await fetch(source).then((response) => {
    if (!response.ok) throw new Error(`asyncapi.json: ${response.status}`);
    return response.json();
  });
  const own = Object.entries(operations).filter(([, { channel }]) => channel.$ref === '#/channels/vivo');
  place.replaceChildren(
    h('h2', {}, 'El canal en vivo'),
    h(
      'p',
      {},
      conCodigo(
        'Por WebSocket, con los protocolos `alpes.v1` y `token.<token>`. Lo completo, también los hechos que van por el bus, está en ',
      ),
      h('a', { href: source.href }, 'asyncapi.json'),
      '.',
    ),
    tabla(
      ['Tema', 'Qué se sigue'],
      TEMAS.map(([tema, dice]) => [h('code', {}, tema), dice]),
    ),
    tabla(
      ['Mensaje', 'Sentido', 'Para qué', 'Se responde'],
      own.flatMap(([, operation]) =>
        operation.messages.map(({ $ref }) => [
          h('code', {}, nameOf(channels, $ref)),
          SENTIDOS[operation.action],
          operation.summary,
          (operation.reply?.messages ?? []).flatMap((one, at) => [
            at > 0 ? ' o ' : '',
            h('code', {}, tipoDe(channels, one.$ref)),
          ]),
        ]),
      ),
    ),
  );
}

function tabla(titles, rows) {
  return h(
    'table',
    { className: 'canal' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        titles.map((one) => h('th', { scope: 'col' }, one)),
      ),
    ),
    h(
      'tbody',
      {},
      rows.map((cells) =>
        h(
          'tr',
          {},
          cells.map((one) => h('td', {}, one)),
        ),
      ),
    ),
  );
}

function messageOf(channels, ref) {
  return channels.vivo.messages[ref.split('/').at(-1)];
}

function nameOf(channels, ref) {
  return messageOf(channels, ref).name;
}

/** What an answer says of itself. */
function tipoDe(channels, ref) {
  return messageOf(channels, ref).payload.properties.tipo.const;
}

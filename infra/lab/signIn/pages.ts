/** What there is to choose from. */
export interface Choices {
  /** Vehicles by their warehouse. */
  readonly vehiculos: ReadonlyMap<string, readonly string[]>;
  /** Customers that have ordered. */
  readonly clientes: readonly string[];
}

/** A choice that could not be followed. */
export interface Refused {
  /** The card's, as its form sends it. */
  readonly como: string;
  /** A sentence for whoever chose. */
  readonly why: string;
}

/** Where the pages' stylesheet is. */
export const STYLESHEET = '/entrar.css';

/** The page on which one chooses as whom to enter. Each choice is a form of its own: nothing of it needs a script. */
export function entryPage(choices: Choices, refused?: Refused): string {
  return page(
    'Entrar (red de desarrollo)',
    `<h1>Entrar <small>(red de desarrollo)</small></h1>
<p class="guia">Elija como quién quiere entrar. No hay contraseñas: sirve para probar.</p>
<div class="tarjetas">
${card({ como: 'operador', titulo: 'Operación', puede: 'Ve y hace todo: órdenes, rutas, bodegas, clientes y avisos.', refused })}
${card({ como: 'bodega', titulo: 'Bodega', puede: 'Lleva la mercancía de todas las bodegas: ingresos, recepciones, conteos y traslados; también registra productos y bodegas. Lee órdenes, vehículos y planes, y no los cambia.', refused })}
${card({ como: 'conductor', titulo: 'Conductor', puede: 'Ve y cambia solo la ruta de su vehículo de hoy: sale, entrega, informa lo que no se pudo y finaliza.', refused, campo: vehicleField(choices) })}
${card({ como: 'cliente', titulo: 'Cliente', puede: 'Pide, sigue y cancela solo sus órdenes, con sus entregas y avisos. De las demás no se entera.', refused, campo: customerField(choices) })}
</div>`,
  );
}

/** The page that asks whether to leave. @param form the provider's, which its buttons send. */
export function leavePage(form: string): string {
  return page(
    'Salir (red de desarrollo)',
    `<h1>¿Salir de la red de desarrollo?</h1>
<p class="guia">Las páginas abiertas con este usuario pedirán entrar de nuevo.</p>
${form}
<p class="acciones"><button type="submit" form="op.logoutForm" name="logout" value="yes">Salir</button>
<button type="submit" form="op.logoutForm" class="secundario">Seguir aquí</button></p>`,
  );
}

/** The page of whoever has left, where no other was asked for. */
export function leftPage(): string {
  return page('Sesión cerrada', '<h1>Sesión cerrada</h1><p class="guia">Ya puede cerrar esta página.</p>');
}

/** The page of what did not work. @param what the technical reason. */
export function errorPage(what: string): string {
  return page(
    'No se pudo entrar',
    `<h1>No se pudo entrar</h1>
<p class="guia">Vuelva a la página de la que venía y entre de nuevo desde allí.</p>
<p class="razon"><code>${safe(what)}</code></p>`,
  );
}

interface Card {
  readonly como: string;
  readonly titulo: string;
  readonly puede: string;
  readonly refused: Refused | undefined;
  /** What is to be said beside; `undefined` where there is nothing to choose from, and so nobody to enter as. */
  readonly campo?: Field;
}

interface Field {
  readonly html: string;
  readonly empty?: boolean;
}

function card({ como, titulo, puede, refused, campo }: Card): string {
  const why = refused?.como === como ? `<p class="mal" role="alert">${safe(refused.why)}</p>` : '';
  const button = campo?.empty ? '' : `<button type="submit">Entrar<span class="oculto"> como ${titulo}</span></button>`;
  return `<form class="tarjeta" method="post" aria-labelledby="titulo-${como}">
<h2 id="titulo-${como}">${titulo}</h2>
<p>${puede}</p>
${why}${campo?.html ?? ''}<input type="hidden" name="como" value="${como}">
${button}
</form>`;
}

function vehicleField({ vehiculos }: Choices): Field {
  if (vehiculos.size === 0)
    return { empty: true, html: '<p class="vacio">Aún no hay vehículos. Registre uno como Operación.</p>' };
  const groups = [...vehiculos].map(
    ([bodegaId, placas]) =>
      `<optgroup label="${safe(bodegaId)}">${placas.map((placa) => `<option>${safe(placa)}</option>`).join('')}</optgroup>`,
  );
  return {
    html: `<label for="vehiculo">Vehículo</label>
<select id="vehiculo" name="quien">${groups.join('')}</select>
`,
  };
}

function customerField({ clientes }: Choices): Field {
  const known = clientes.map((clienteId) => `<option value="${safe(clienteId)}"></option>`).join('');
  return {
    html: `<label for="cliente">Identificador</label>
<input id="cliente" name="quien" value="${safe(clientes[0] ?? 'tienda-42')}" list="clientes" required minlength="3" maxlength="64"
 pattern="[A-Za-z0-9][A-Za-z0-9_\\-]+" title="De 3 a 64 letras sin tilde, cifras o guiones" autocomplete="off" autocapitalize="none" spellcheck="false">
<datalist id="clientes">${known}</datalist>
`,
  };
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="es-CO">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLESHEET}">
</head>
<body>
<header><p>Estos usuarios no existen fuera de su equipo</p></header>
<main>
${content}
</main>
</body>
</html>`;
}

function safe(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

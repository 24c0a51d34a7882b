import type { JsonObject } from '../../../service.ts';

/** Values by the marker that stands for each in the files of a source: what only a deployment knows. */
export type Markers = Readonly<Record<string, string>>;

/** Puts the values in the place of their markers, in bytes, as CDK's function does. @throws an Error for an encoding that is none. */
export function replaceMarkers(content: Buffer, markers: Markers, config: JsonObject = {}): Buffer {
  let text = content.toString('latin1');
  for (const [marker, value] of Object.entries(markers)) {
    const replacement = encoded(value, config.markerEncodings?.[marker] ?? byDefault(config));
    text = text.replaceAll(bytes(marker), () => bytes(replacement));
  }
  return Buffer.from(text, 'latin1');
}

function byDefault({ jsonEscape = 'false' }: JsonObject): string {
  return jsonEscape.toLowerCase() === 'true' ? 'UNQUOTED_JSON_VALUE' : 'LITERAL';
}

const PLAIN_YAML = /^[A-Za-z][A-Za-z0-9._-]*$/;
const RESERVED_YAML = /^(?:y|n|yes|no|true|false|on|off|null)$/i;

function encoded(value: string, encoding: string): string {
  switch (encoding) {
    case 'LITERAL':
      return value;
    case 'JSON_VALUE':
      return json(value);
    case 'UNQUOTED_JSON_VALUE':
      return json(value).slice(1, -1);
    case 'YAML_STRING':
      return PLAIN_YAML.test(value) && !RESERVED_YAML.test(value) ? value : json(value);
    default:
      throw new Error(`Unknown marker encoding: ${encoding}`);
  }
}

/** As Python writes it: what is not ASCII is escaped. */
function json(value: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replaceAll(/[\u007f-\uffff]/g, escaped);
}

function bytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

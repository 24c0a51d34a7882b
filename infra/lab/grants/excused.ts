import { LOCAL } from '#infra/cdk/names.ts';
import type { Excuse } from './unused.ts';

const LOG = `on table/${LOCAL.eventLog}`;
const KEYS = `on table/${LOCAL.keys}`;

/** Grants that stay although no test uses them: what CDK grants by itself, failure paths of the wrappers, and what no declaration tells yet. */
export const EXCUSED: readonly Excuse[] = [
  {
    grant: '*: logs:* on log-group:*',
    reason: "Lambda's runtime writes the log with the function's role; the grid writes it without a call.",
  },
  { grant: '*: xray:* on *', reason: 'Segments go to the daemon beside the function, which makes the call on AWS.' },
  {
    grant: 'AmazonAPIGatewayPushToCloudWatchLogs: *',
    reason: 'API Gateway writes its access log with it, on AWS; an AWS-managed policy.',
  },
  { grant: '*: sqs:GetQueueUrl on *', reason: 'CDK grants it with what a mapping or a destination needs.' },
  { grant: '*: sqs:GetQueueAttributes on *-dlq', reason: 'CDK grants it with a destination.' },
  {
    grant: 'verVistasDeOrden: sqs:GetQueueAttributes on *',
    reason: 'It looks at the queue of a view that is behind, whichever that is; in a run of tests hardly any is.',
  },
  {
    grant: `*: dynamodb:PartiQLInsert ${KEYS} (#instalacion)`,
    reason: "The installation's secret is made by whoever needs it first.",
  },
  {
    grant: `avisos: dynamodb:Query on table/${LOCAL.view('avisos')}/index/*`,
    reason: 'The right to read a table comes with its indexes; whoever sends asks for one row at a time.',
  },
  {
    grant: `entregar*: dynamodb:PutItem on table/${LOCAL.view('avisos')}`,
    reason:
      'A message waits where its provider does not take it: in tests of the delivery; on the grid providers take all.',
  },
  {
    grant: `suscribir: dynamodb:BatchGetItem on table/${LOCAL.view('*')}`,
    reason: 'Whoever comes back names the version of one row, of any view that goes live; tests do it for orders.',
  },
  {
    grant: 'latido: *',
    reason: 'Connections are looked for and closed by one part of the runtime; a beat needs it where a client is gone.',
  },
  { grant: 'relay: dynamodb:ListStreams on *', reason: 'CDK grants it with what a stream mapping needs.' },
  {
    grant: '*: sqs:SendMessage on *-dlq',
    reason: 'What is given up for good: one wrapper does it for all functions, and has its own tests.',
  },
  {
    grant: '*: sqs:ChangeMessageVisibility on *',
    reason: 'What is put back into its queue: one wrapper does it for all functions, and has its own tests.',
  },
  {
    grant: `*: dynamodb:Query ${LOG} (*)`,
    reason: 'A stream is read where something was missed, asked for by its version, or written by another first.',
  },
  {
    grant: `*: dynamodb:ConditionCheckItem ${LOG} (*)`,
    reason:
      'Which of its streams a unit of work only consults is decided each time; those are checked, the others written.',
  },
  {
    grant: `planifica*: dynamodb:PutItem ${LOG} (*)`,
    reason: 'Plans are decided in tests of their rules; on a grid none of a whole warehouse is made.',
  },
  {
    grant: `busca*: dynamodb:PutItem ${LOG} (vehiculo#*)`,
    reason: 'A place on a running route is for goods aboard; whether the search or the event finds it first is a race.',
  },
  {
    grant: `descargarEntrega: dynamodb:PutItem ${LOG} (vehiculo#*)`,
    reason: 'It looks for a place by the rule of all searches, which may name a running route; not for unloaded goods.',
  },
  {
    grant: `buscarPlan: dynamodb:PutItem ${LOG} (*)`,
    reason: 'What a person may ask for is mostly found by the function that searches, before they ask.',
  },
  {
    grant: `reubicarReserva: dynamodb:PutItem ${LOG} (*)`,
    reason: 'What a person may ask for is mostly done by the function that looks after shortages, before they ask.',
  },
  {
    grant: `*: dynamodb:PartiQLInsert ${KEYS}`,
    reason: "A customer's key is made by whoever comes first.",
  },
  {
    grant: `*: dynamodb:GetItem ${KEYS}`,
    reason: 'An instance that has the key does not read it again.',
  },
  {
    grant: `*: dynamodb:DeleteItem on table/${LOCAL.view('*')}`,
    reason: 'Forgetting removes rows without a history, which only a repair leaves behind.',
  },
  {
    grant: `*: dynamodb:GetItem on table/${LOCAL.view('*')}`,
    reason: 'Forgetting asks which other generations of its rows there are.',
  },
  {
    grant: `*: dynamodb:BatchGetItem on table/${LOCAL.view('*')}`,
    reason: 'A follower reads its rows where its guess of them was wrong.',
  },
  {
    grant: `planificaciones: dynamodb:PartiQLUpdate on table/${LOCAL.view('planificaciones')}`,
    reason: 'A row that is there is changed by a further fact of its stream; a planning has one.',
  },
  {
    grant: `preferencias: dynamodb:PartiQLUpdate on table/${LOCAL.view('preferencias')}`,
    reason: 'Wishes are said once in tests on a grid; that they are said again is tested by the rule of rows.',
  },
  {
    grant: `avisos: dynamodb:PutItem on table/${LOCAL.view('avisos')}`,
    reason: 'Whoever meets a message that its composer left behind claims it: in tests of the sender.',
  },
  {
    grant: `*: dynamodb:* on table/${LOCAL.view('plazos')}`,
    reason: 'One right to write is two actions; each function that has it uses one.',
  },
  {
    grant: `instantaneaDeUsuarios: dynamodb:BatchWriteItem on table/${LOCAL.view('capturas')}`,
    reason: 'One right to write is two actions; how far a snapshot is, is one item.',
  },
  { grant: 'capturarUsuarios: dynamodb:ListStreams on *', reason: 'CDK grants it with what a stream mapping needs.' },
  {
    grant: `capturarUsuarios: dynamodb:Query on table/${LOCAL.view('capturas')}`,
    reason: 'One right to read is two actions; the run is one item.',
  },
  {
    grant: `instantaneaDeUsuarios: dynamodb:Query on table/${LOCAL.view('capturas')}`,
    reason: 'One right to read is two actions; the run is one item.',
  },
  {
    grant: `registrarUbicacion: dynamodb:PutItem on table/${LOCAL.view('ubicaciones')}`,
    reason: 'One right to write is two actions; positions are written in batches.',
  },
  {
    grant: `conectar: dynamodb:PutItem on table/${LOCAL.view('conexiones')}`,
    reason: 'One right to write is two actions; a connection is written together with the sign that somebody is there.',
  },
  {
    grant: `*: dynamodb:Query on table/${LOCAL.view('conexiones')}`,
    reason: 'One right to read is two actions; connections are looked up by their names.',
  },
];

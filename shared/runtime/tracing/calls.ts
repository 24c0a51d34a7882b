import { newSpanId } from './context.ts';
import { noteCall, seconds } from './traced.ts';

/** As much of an SDK client as is needed to look at its calls. */
interface Client {
  readonly middlewareStack: {
    add(middleware: any, options: { readonly step: 'initialize'; readonly name: string }): void;
  };
}

interface Call {
  readonly clientName?: string;
  readonly commandName?: string;
}

/** Makes every call of an SDK client a part of the trace of the work that it is made for. */
export function tracedClient<T extends Client>(client: T): T {
  client.middlewareStack.add(
    (next: (args: any) => Promise<unknown>, { clientName = '', commandName = '' }: Call) =>
      async (args: { readonly input: { readonly TableName?: string } }) => {
        const began = seconds();
        const note = (outcome: { readonly fault?: true }) =>
          noteCall({
            id: newSpanId(),
            name: clientName.replace(/Client$/, ''),
            namespace: 'aws',
            start_time: began,
            end_time: seconds(),
            aws: {
              operation: commandName.replace(/Command$/, ''),
              ...(args.input.TableName && { table_name: args.input.TableName }),
            },
            ...outcome,
          });
        try {
          const answer = await next(args);
          note({});
          return answer;
        } catch (error) {
          note({ fault: true });
          throw error;
        }
      },
    { step: 'initialize', name: 'tracedClient' },
  );
  return client;
}

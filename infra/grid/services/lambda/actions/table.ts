import type { Action } from '../../../service.ts';
import type { LambdaParts } from '../parts.ts';
import { deleteFunctionConcurrency, getFunctionConcurrency, putFunctionConcurrency } from './concurrency.ts';
import { getEventSourceMapping, listEventSourceMappings, updateEventSourceMapping } from './eventSourceMappings.ts';
import { getFunction, getFunctionConfiguration, listFunctions } from './functions.ts';
import { getFunctionEventInvokeConfig } from './getFunctionEventInvokeConfig.ts';
import { getPolicy } from './getPolicy.ts';
import { invoke } from './invoke.ts';
import { invokeWithResponseStream } from './invokeWithResponseStream.ts';

/** The actions of Lambda's API that the grid has. */
export function actionsOf(parts: LambdaParts): Record<string, Action> {
  return {
    DeleteFunctionConcurrency: deleteFunctionConcurrency(parts),
    GetEventSourceMapping: getEventSourceMapping(parts),
    GetFunction: getFunction(parts),
    GetFunctionConcurrency: getFunctionConcurrency(parts),
    GetFunctionConfiguration: getFunctionConfiguration(parts),
    GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig(parts),
    GetPolicy: getPolicy(parts),
    Invoke: invoke(parts),
    InvokeWithResponseStream: invokeWithResponseStream,
    ListEventSourceMappings: listEventSourceMappings(parts),
    ListFunctions: listFunctions(parts),
    PutFunctionConcurrency: putFunctionConcurrency(parts),
    UpdateEventSourceMapping: updateEventSourceMapping(parts),
  };
}

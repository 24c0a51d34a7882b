'use strict';
/**
 * Functions that write their answer as a stream (https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html).
 * The grid's Lambda gives it to the caller in one piece, as `Invoke` does on AWS.
 */
const { Writable } = require('node:stream');
const { finished } = require('node:stream/promises');

/** What marks such a handler, as in Lambda's own runtime. */
exports.STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

/** Between the status and headers of an HTTP answer and its body. */
const PRELUDE_END = Buffer.alloc(8);

/** Makes `awslambda` global. */
exports.offerStreaming = () => {
  globalThis.awslambda = {
    streamifyResponse: (handler) => Object.assign(handler, { [exports.STREAMING]: 'response' }),
    HttpResponseStream: {
      from(stream, prelude) {
        stream.write(JSON.stringify(prelude));
        stream.write(PRELUDE_END);
        return stream;
      },
    },
  };
};

/** Runs such a handler; gives all that it wrote, once it is over and has ended its stream. */
exports.answerStream = async (handler, event, context) => {
  const chunks = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  // The type is a matter of function URLs, which the grid has not.
  stream.setContentType = () => {};
  await Promise.all([handler(event, stream, context), finished(stream)]);
  return Buffer.concat(chunks).toString();
};

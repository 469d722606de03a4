// The `_io` module. base.ts has the abstract types, fileio.ts the raw files, buffered.ts blocks, text.ts text; see each for its idea.
// CPython: Modules/_io.
import { defineModule, fn } from '../../objects/declare/module.ts';
import { lazyAttribute } from '../../runtime/nativeModules.ts';
import { BlockingIOError } from '../../objects/types/exceptions.ts';
import { bufferedIOBaseType, DEFAULT_BUFFER_SIZE, ioBaseType, rawIOBaseType, textIOBaseType } from './base.ts';
import { bufferedRandomType, bufferedReaderType, bufferedRWPairType, bufferedWriterType } from './bufferedTypes.ts';
import { bytesIOBufferType, bytesIOType } from './bytesio.ts';
import { fileIOType } from './fileio.ts';
import { incrementalNewlineDecoderType } from './newlineDecoder.ts';
import { open, openCode } from './open.ts';
import { stringIOType } from './stringio.ts';
import { textEncoding } from './textEncoding.ts';
import { textIOWrapperType } from './textio.ts';
import { unsupportedOperation } from './unsupported.ts';

export default defineModule({
  name: '_io',
  doc: 'Streams: raw, buffered and text.',
  functions: [
    fn(
      "open(file, mode: str = 'r', buffering: int = -1, encoding: opt_str = None, errors: opt_str = None, newline: opt_str = None, closefd: bool = True, opener = None)",
      'Opens a file, or wraps a descriptor, as a stream of text or bytes.',
      open,
    ),
    fn('open_code(path: unicode)', 'Opens a file of code for reading bytes.', openCode),
    fn('text_encoding(encoding, stacklevel: int = 2, /)', 'The encoding to use for `encoding`, which may be None.', textEncoding),
  ],
  types: [
    ioBaseType,
    rawIOBaseType,
    bufferedIOBaseType,
    textIOBaseType,
    fileIOType,
    bytesIOType,
    bytesIOBufferType,
    stringIOType,
    bufferedReaderType,
    bufferedWriterType,
    bufferedRandomType,
    bufferedRWPairType,
    textIOWrapperType,
    incrementalNewlineDecoderType,
  ],
  constants: () => ({ DEFAULT_BUFFER_SIZE, BlockingIOError }),
  exec: (module) => lazyAttribute(module, 'UnsupportedOperation', unsupportedOperation),
});

export { flushAllWriters } from './finalize.ts';
export { open, openStdio, type StdioOptions } from './open.ts';
export { PyTextIOWrapper, writeText } from './text.ts';
export { textDefaults } from './textEncoding.ts';

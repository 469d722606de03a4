// Modules of the library whose bodies only define things, so that nobody can tell when they run: `import m` puts them into `sys.modules`, the first
// look at an attribute runs the body (waiting.ts). Much of what the library imports it needs in rare cases only: `logging` has `traceback` for
// exceptions, `asyncio` has `inspect` and `ssl`; without those, a server starts in half the time.
// Invariant: none of these registers anything anywhere (atexit, fork hooks, codecs, copyreg), starts anything, or fails to import where it is late.
import { host } from '../../host/host.ts';
import { PyTuple } from '../../objects/model/values.ts';
import { importTimeLevel } from './importTime.ts';
import { state } from '../state.ts';
import { everythingIsAwake } from './waiting.ts';

const LATE = new Set(
  `_colorize _compat_pickle _opcode_metadata annotationlib ast asyncio.sslproto asyncio.staggered base64 bdb calendar cmd code codeop copy dataclasses difflib
  dis doctest email.generator email.header email.utils fnmatch fractions getpass gettext glob hmac html html.entities http.cookies inspect ipaddress linecache locale mimetypes netrc
  numbers opcode pdb pickle platform pprint quopri random re._parser secrets shlex shutil signal ssl statistics string stringprep struct subprocess sysconfig
  tarfile tempfile textwrap token tokenize traceback urllib.error urllib.request urllib.response uuid zipfile`.split(/\s+/),
);

/** What `from m import *` takes of modules that are imported so: the names become attributes on demand. */
const EXPORTS: Record<string, string> = {
  'asyncio.graph': 'capture_call_graph format_call_graph print_call_graph FrameCallGraphEntry FutureCallGraph',
  'asyncio.subprocess': 'create_subprocess_exec create_subprocess_shell',
  'asyncio.threads': 'to_thread',
};

/** The `__all__` of a module that waits, where it is known. */
export function exportsOf(name: string): PyTuple | undefined {
  return Object.hasOwn(EXPORTS, name) ? new PyTuple(EXPORTS[name]!.split(' ')) : undefined;
}

/** May the body of the library's file `file` wait? */
export function isLate(name: string, file: string): boolean {
  if (!(LATE.has(name) || Object.hasOwn(EXPORTS, name)) || !file.startsWith(`${state.config.libDir}/`) || importTimeLevel() > 0 || everythingIsAwake())
    return false;
  // Where the host has no system calls, some of these cannot be imported.
  return host.process.native !== undefined;
}

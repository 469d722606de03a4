// Node's exceptions become HostErrors. libuv reports negated errno numbers on Unix; elsewhere the code's name decides.
import { constants } from 'node:os';
import { HostError, type HostPath } from '../../host/host.ts';

interface NodeError {
  errno?: number;
  code?: string;
  syscall?: string;
}

/** Converts and throws. Anything that is no failed system call is our own bug and passes through. */
export function hostError(error: unknown, syscall: string, path?: HostPath): HostError {
  const { errno, code } = error as NodeError;
  if (typeof code !== 'string') throw error;
  const named = (constants.errno as Record<string, number>)[code];
  if (named !== undefined) return new HostError(named, syscall, path);
  // Node's own argument checks: a path with a null byte or an offset out of range.
  if (code.startsWith('ERR_')) return new HostError(code === 'ERR_FS_FILE_TOO_LARGE' ? constants.errno.EFBIG : constants.errno.EINVAL, syscall, path);
  if (typeof errno === 'number' && errno < 0) return new HostError(-errno, syscall, path);
  throw error;
}

/** Runs `f`, converting what it throws. */
export function guarded<T>(syscall: string, path: HostPath | undefined, f: () => T): T {
  try {
    return f();
  } catch (error) {
    throw hostError(error, syscall, path);
  }
}

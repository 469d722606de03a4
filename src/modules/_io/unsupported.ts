// io.UnsupportedOperation: both an OSError and a ValueError.
import { OSError, ValueError } from '../../objects/types/exceptions.ts';
import { heapException, raiseHeap } from '../heapException.ts';

export const unsupportedOperation = heapException('io', 'UnsupportedOperation', () => [OSError, ValueError]);

export function unsupported(message: string): never {
  raiseHeap(unsupportedOperation(), message);
}

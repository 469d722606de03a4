// The _sha2 module. CPython: Modules/sha2module.c.
import { digestModule } from './hash/plain.ts';

export default digestModule('_sha2', ['sha224', 'sha256', 'sha384', 'sha512']);

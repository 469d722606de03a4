// The _sha1 module. CPython: Modules/sha1module.c.
import { digestModule } from './hash/plain.ts';

export default digestModule('_sha1', ['sha1']);

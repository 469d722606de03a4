// The _md5 module. CPython: Modules/md5module.c.
import { digestModule } from './hash/plain.ts';

export default digestModule('_md5', ['md5']);

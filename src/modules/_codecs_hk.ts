// _codecs_hk: see util/codecs/cjk/hk.ts. CPython: Modules/cjkcodecs/_codecs_hk.c.
import { hongKongCodecs } from '../util/codecs/cjk/hk.ts';
import { codecFamily } from './_multibytecodec.ts';

export default codecFamily('_codecs_hk', hongKongCodecs);

// _codecs_kr: see util/codecs/cjk/kr.ts. CPython: Modules/cjkcodecs/_codecs_kr.c.
import { koreanCodecs } from '../util/codecs/cjk/kr.ts';
import { codecFamily } from './_multibytecodec.ts';

export default codecFamily('_codecs_kr', koreanCodecs);

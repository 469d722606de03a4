// _codecs_cn: see util/codecs/cjk/cn.ts. CPython: Modules/cjkcodecs/_codecs_cn.c.
import { chineseCodecs } from '../util/codecs/cjk/cn.ts';
import { codecFamily } from './_multibytecodec.ts';

export default codecFamily('_codecs_cn', chineseCodecs);

// _codecs_jp: see util/codecs/cjk/jp.ts. CPython: Modules/cjkcodecs/_codecs_jp.c.
import { japaneseCodecs } from '../util/codecs/cjk/jp.ts';
import { codecFamily } from './_multibytecodec.ts';

export default codecFamily('_codecs_jp', japaneseCodecs);

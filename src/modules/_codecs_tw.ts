// _codecs_tw: see util/codecs/cjk/tw.ts. CPython: Modules/cjkcodecs/_codecs_tw.c.
import { taiwaneseCodecs } from '../util/codecs/cjk/tw.ts';
import { codecFamily } from './_multibytecodec.ts';

export default codecFamily('_codecs_tw', taiwaneseCodecs);

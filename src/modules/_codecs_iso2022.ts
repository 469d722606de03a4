// _codecs_iso2022: see util/codecs/cjk/iso2022.ts. CPython: Modules/cjkcodecs/_codecs_iso2022.c.
import { iso2022Codecs } from '../util/codecs/cjk/iso2022.ts';
import { codecFamily } from './_multibytecodec.ts';

export default codecFamily('_codecs_iso2022', iso2022Codecs);

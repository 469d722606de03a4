// Chinese, Hong Kong: Big5 with the HKSCS. CPython: Modules/cjkcodecs/_codecs_hk.c.
import { DbcsCodec } from './dbcs.ts';
import { BIG5HKSCS, BIG5HKSCS_ENCODE, SEQUENCES } from './hk.generated.ts';
import { CodeTable, Pairs } from './tables.ts';
import { big5 } from './tw.ts';

let pairs: Pairs | undefined;

export const hongKongCodecs: Record<string, () => DbcsCodec> = {
  big5hkscs: () =>
    new DbcsCodec({
      name: 'big5hkscs',
      table: new CodeTable(BIG5HKSCS, BIG5HKSCS_ENCODE, big5),
      pairs: () => (pairs ??= new Pairs(SEQUENCES)),
    }),
};

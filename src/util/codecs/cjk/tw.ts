// Chinese, traditional: Big5 and cp950. CPython: Modules/cjkcodecs/_codecs_tw.c.
import { DbcsCodec } from './dbcs.ts';
import { CodeTable } from './tables.ts';
import { BIG5, BIG5_ENCODE, CP950, CP950_ENCODE } from './tw.generated.ts';

export const big5 = new CodeTable(BIG5, BIG5_ENCODE);

export const taiwaneseCodecs: Record<string, () => DbcsCodec> = {
  big5: () => new DbcsCodec({ name: 'big5', table: big5 }),
  cp950: () => new DbcsCodec({ name: 'cp950', table: new CodeTable(CP950, CP950_ENCODE, big5) }),
};

'use strict';
const { FS, LIM, L, None, rec, gname, newDict, spreadArgs, kwAdd, kwMerge, callEx, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $n0 = ['key'];
const $f1 = (F) => function f(g, args, key, rest) {
  if (key === undefined) key = F.dv[2];
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 6); L[sp] = P + 6;
  let $t, $1, $2, $3;
  L[sp] = P + 1, g.c0();
  L[sp] = P + 2, g.c2(1, 2);
  $1 = g, $2 = spreadArgs(args, $1, undefined, P + 3), $3 = newDict([], P + 3), kwAdd($3, 'last', 3, $1, P + 3), kwMerge($3, rest, $1, P + 3), L[sp] = P + 3, callEx($1, $2, $3, P + 3);
  $1 = (L[sp] = P + 5, (($t = G.$f) !== undefined ? $t : gname(G, B, 'f', P + 4)).cK([g, key], $n0));
  FS.sp = sp - 1; return $1;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 7); L[sp] = P + 7;
  let $1;
  $1 = newDict(['key', 1], P + 0);
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, $1, undefined, []);
  FS.sp = sp - 1; return None;
};

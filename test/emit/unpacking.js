'use strict';
const { FS, LIM, L, None, PyList, PyTuple, listSetitem, tupleIter, rec, setattr, setitem, newDict, spread, dictMerge, unpack, unpackStar, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function f(a) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 8); L[sp] = P + 8;
  let x, y, z, $q, $1, $2;
  $1 = a.s_iter === tupleIter && a.ta.length === 2 ? a.ta : unpack(a, 2, P + 0);
  x = $1[0];
  $2 = unpackStar($1[1], 1, 0, P + 1);
  y = $2[0];
  z = $2[1];
  $1 = x;
  $2 = y;
  if (($q = a.la) !== undefined && typeof 0 === 'number' && 0 >= 0 && 0 < $q.length && a.s_setitem === listSetitem) $q[0] = $1; else setitem(a, 0, $1, P + 2);
  L[sp] = P + 3;
  if (a.pl || a.w$b) a.$b = $2; else setattr(a, 'b', $2, P + 3);
  $2 = new PyTuple([new PyList(($1 = [], spread($1, z, P + 4), spread($1, a, P + 5), $1)), ($1 = newDict([], P + 6), dictMerge($1, a, P + 7), $1)]);
  FS.sp = sp - 1; return $2;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 9); L[sp] = P + 9;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};

'use strict';
const { FS, LIM, L, None, PyFloat, PyTuple, rec, iadd, getattr, setattr, delattr, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $n0 = ['key'];
const $f1 = (F) => function f(o) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 8); L[sp] = P + 8;
  let $t, $p, $1, $2;
  $1 = ($1 = (L[sp] = P + 0, (($t = o.$y) !== undefined ? $t : getattr(o, 'y', P + 0))), (($t = $1.$z) !== undefined ? $t : getattr($1, 'z', P + 1)));
  if (o.pl || o.w$x) o.$x = $1; else setattr(o, 'x', $1, P + 2);
  $1 = (L[sp] = P + 3, (($t = o.$count) !== undefined ? $t : getattr(o, 'count', P + 3)));
  $2 = (typeof $1 === 'number' && ($t = $1 + 1) <= MAXI ? $t : ($p = $1.fv) !== undefined ? new PyFloat($p + 1) : iadd($1, 1, P + 4));
  if (o.pl || o.w$count) o.$count = $2; else setattr(o, 'count', $2, P + 3);
  delattr(o, 'x', P + 5);
  $1 = new PyTuple([(L[sp] = P + 6, o.method$K([1, 2], $n0)), getattr(o, '__class__', P + 7)]);
  FS.sp = sp - 1; return $1;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 9); L[sp] = P + 9;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};

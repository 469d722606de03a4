'use strict';
const { FS, LIM, L, None, Ellipsis, PyFloat, PyTuple, listGetitem, listSetitem, rec, iadd, getitem, setitem, delitem, concat, getslice, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function f(d, k, i) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 8); L[sp] = P + 8;
  let $q, $t, $p, $1, $2;
  $1 = concat((typeof i === 'number' && (($q = d.la) !== undefined || ($q = d.ta) !== undefined) && i >= 0 && i < $q.length && d.s_getitem === listGetitem ? $q[i] : getitem(d, i, P + 0)), getslice(d, 1, i, P + 1), P + 2);
  if (($q = d.la) !== undefined && typeof k === 'number' && k >= 0 && k < $q.length && d.s_setitem === listSetitem) $q[k] = $1; else setitem(d, k, $1, P + 3);
  $1 = typeof k === 'number' && (($q = d.la) !== undefined || ($q = d.ta) !== undefined) && k >= 0 && k < $q.length && d.s_getitem === listGetitem ? $q[k] : getitem(d, k, P + 4);
  $2 = (typeof $1 === 'number' && ($t = $1 + 1) <= MAXI ? $t : ($p = $1.fv) !== undefined ? new PyFloat($p + 1) : iadd($1, 1, P + 5));
  if (($q = d.la) !== undefined && typeof k === 'number' && k >= 0 && k < $q.length && d.s_setitem === listSetitem) $q[k] = $2; else setitem(d, k, $2, P + 4);
  delitem(d, k, P + 6);
  $1 = ($1 = new PyTuple([k, Ellipsis]), (typeof $1 === 'number' && (($q = d.la) !== undefined || ($q = d.ta) !== undefined) && $1 >= 0 && $1 < $q.length && d.s_getitem === listGetitem ? $q[$1] : getitem(d, $1, P + 7)));
  FS.sp = sp - 1; return $1;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 9); L[sp] = P + 9;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};

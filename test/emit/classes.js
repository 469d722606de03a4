'use strict';
const { FS, LIM, L, FL, None, PyFloat, PyCell, rec, mul, getattr, setattr, gname, nsLoad, nsStore, shadowedSuper, superCall, makeFunction, buildClass, classBody, notNone } = R;
const P = U.base, MAXI = 9007199254740991;
const $k0 = U.consts[0];
const $n0 = ['metaclass'];
const $f2 = (F, __class__$c) => {
const T = function __init__(n) {
  let self = this;
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 5); L[sp] = P + 5;
  L[sp] = P + 3, superCall((G.$super === undefined ? __class__$c.v : shadowedSuper(G.$super)), self, '__init__', [], undefined, P + 3);
  L[sp] = P + 4;
  if (self.pl || self.w$n) self.$n = n; else setattr(self, 'n', n, P + 4);
  FS.sp = sp - 1; return None;
};
return [T, function __init__(self, n) { return T.call(self, n); }];
};
U.mk[2] = $f2;
const $f3 = (F) => {
const T = function double() {
  let self = this;
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 10); L[sp] = P + 10;
  let $t, $p, $1;
  $1 = ($1 = (L[sp] = P + 8, (($t = self.$n) !== undefined ? $t : getattr(self, 'n', P + 8))), (typeof $1 === 'number' && ($t = $1 * 2) <= MAXI && $t >= -MAXI ? $t : ($p = $1.fv) !== undefined ? new PyFloat($p * 2) : mul($1, 2, P + 9)));
  FS.sp = sp - 1; return $1;
};
return [T, function double(self) { return T.call(self); }];
};
U.mk[3] = $f3;
const $f1 = (F) => function A(ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 12); L[sp] = P + 12; FL[sp] = ns;
  const __class__$c = new PyCell(undefined);
  const __classdict__$c = new PyCell(ns);
  let $1, $2;
  classBody(ns, 'A', 1, G, P + 0);
  nsStore(ns, '__doc__', 'Doc.', P + 1);
  nsStore(ns, 'limit', 10, P + 2);
  nsStore(ns, '__init__', makeFunction(U.codes[2], G, $f2, undefined, undefined, undefined, [__class__$c]), P + 6);
  $1 = nsLoad(ns, G, B, 'property', P + 7);
  $2 = makeFunction(U.codes[3], G, $f3, undefined, undefined, undefined, []);
  nsStore(ns, 'double', (L[sp] = P + 7, $1.c1($2)), P + 11);
  nsStore(ns, '__static_attributes__', $k0, P + 0);
  nsStore(ns, '__classdictcell__', __classdict__$c, P + 0);
  nsStore(ns, '__classcell__', __class__$c, P + 0);
  FL[sp] = undefined; FS.sp = sp - 1;
  return __class__$c;
};
U.mk[1] = $f1;
const $a1 = () => function A() { if (LIM[0] < 0) { this.$n = 0; } };
const $i1 = (K) => [() => { const o = new K(); const v = o.__init__$0(); if (v !== None) notNone(v); return o; }, (a) => { const o = new K(); const v = o.__init__$1(a); if (v !== None) notNone(v); return o; }, (a, b) => { const o = new K(); const v = o.__init__$2(a, b); if (v !== None) notNone(v); return o; }, (a, b, c) => { const o = new K(); const v = o.__init__$3(a, b, c); if (v !== None) notNone(v); return o; }, (a, b, c, d) => { const o = new K(); const v = o.__init__$4(a, b, c, d); if (v !== None) notNone(v); return o; }];
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 16); L[sp] = P + 16;
  G.$A = buildClass(makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []), 'A', [gname(G, B, 'Base', P + 13), gname(G, B, 'Meta', P + 14)], $n0, P + 15, $a1, $i1);
  FS.sp = sp - 1; return None;
};

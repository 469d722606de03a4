'use strict';
const { FS, LIM, L, None, rec, isEq, truth, gname, unbound, unpackStar, makeFunction, isSequence, isMapping, length, matchKeys, matchClass } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function f(v) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 9); L[sp] = P + 9;
  let x, rest, $t, $1, $2, $3, $4, $5, $6, $7;
  $1 = v;
  $M1: {
    if ((typeof $1 === 'number' ? $1 === 0 : isEq($1, 0, P + 0)) || (typeof $1 === 'string' ? $1 === 'zero' : isEq($1, 'zero', P + 1))) {
      FS.sp = sp - 1; return 0;
    }
    if (isSequence($1) && ($2 = length($1, P + 2)) >= 1 && ($3 = unpackStar($1, 1, 0, P + 2), true) && ($4 = $3[0], true) && (($5 = $3[1], true) && ($6 = $5, true))) {
      x = $4;
      rest = $6;
      if (rest === true || rest !== false && truth(rest, P + 3)) {
        FS.sp = sp - 1; return x;
      }
    }
    if (isMapping($1) && length($1, P + 4) >= 1 && ($2 = ['k'], true) && ($3 = matchKeys($1, $2, P + 4)) !== undefined && (($4 = $3[0], true) && (($5 = matchClass($4, (($t = G.$Point) !== undefined ? $t : gname(G, B, 'Point', P + 5)), 0, ['x'], P + 6)) !== undefined && (($6 = $5[0], true) && (typeof $6 === 'number' ? $6 === 1 : isEq($6, 1, P + 7)))))) {
      $7 = rest !== undefined ? rest : unbound('rest', P + 8);
      FS.sp = sp - 1; return $7;
    }
    {
      FS.sp = sp - 1; return None;
    }
  }
  FS.sp = sp - 1; return None;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 10); L[sp] = P + 10;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};

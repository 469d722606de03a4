'use strict';
const { FS, L, None, PyFloat, PyList, enumerateType, zipType, rec, tick, mul, nameError, unpack, iter, makeFunction } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function pairs(a, b) {
  const sp = ++FS.sp; if (sp >= FS.lim) rec(P + 11); L[sp] = P + 11;
  let i, x, y, $t, $x_1, $y_2, $p, $q, $1, $2, $3, $4, $5, $6, $7, $8;
  $1 = (($t = G.$enumerate) !== undefined ? $t : ($t = B.$enumerate) !== undefined ? $t : nameError('enumerate', P + 0)), $4 = a;
  $2 = $1 === enumerateType && $4.s_iter !== undefined ? 0 : -1;
  L[sp] = P + 1; if ($2 === 0) $4 = iter($4, P + 1); else $4 = iter($1.c1($4), P + 1);
  for (;;) {
    L[sp] = P + 1;
    if ($2 < 0) { if (($3 = $4.s_next($4)) === undefined) break; $3 = unpack($3, 2, P + 2), $5 = $3[0], $6 = $3[1]; }
    else { if (($6 = $4.s_next($4)) === undefined) break; $5 = $2++; }
    if (FS.pending !== 0) tick(P + 3);
    i = $5;
    x = $6;
    L[sp] = P + 5, (($t = G.$print) !== undefined ? $t : ($t = B.$print) !== undefined ? $t : nameError('print', P + 4)).c2(i, x);
  }
  $1 = [];
  $2 = (($t = G.$zip) !== undefined ? $t : ($t = B.$zip) !== undefined ? $t : nameError('zip', P + 6)), $5 = a, $6 = b;
  $3 = $2 === zipType && $5.s_iter !== undefined && $6.s_iter !== undefined ? 0 : -1;
  L[sp] = P + 7; if ($3 === 0) $5 = iter($5, P + 7), $6 = iter($6, P + 7); else $5 = iter($2.c2($5, $6), P + 7);
  for (;;) {
    L[sp] = P + 7;
    if ($3 < 0) { if (($4 = $5.s_next($5)) === undefined) break; $4 = unpack($4, 2, P + 8), $7 = $4[0], $8 = $4[1]; }
    else if (($7 = $5.s_next($5)) === undefined || ($8 = $6.s_next($6)) === undefined) break;
    if (FS.pending !== 0) tick(P + 9);
    $x_1 = $7;
    $y_2 = $8;
    $1.push((typeof $x_1 === 'number' && typeof $y_2 === 'number' && ($t = $x_1 * $y_2) <= MAXI && $t >= -MAXI ? $t : ($p = $x_1.fv) !== undefined && ($q = $y_2.fv) !== undefined ? new PyFloat($p * $q) : mul($x_1, $y_2, P + 10)));
  }
  $2 = new PyList($1);
  FS.sp = sp - 1; return $2;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= FS.lim) rec(P + 12); L[sp] = P + 12;
  G.$pairs = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};

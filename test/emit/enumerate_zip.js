'use strict';
const { FS, PENDING, LIM, L, None, PyFloat, PyList, enumerateType, zipType, rec, tick, mul, nameError, unpack, iter, makeFunction, listFull } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function pairs(a, b) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 11); L[sp] = P + 11;
  let i, x, y, $t, $x_1, $y_2, $p, $q, $1, $2, $3, $4, $5, $6, $7;
  $3 = (($t = G.$enumerate) !== undefined ? $t : ($t = B.$enumerate) !== undefined ? $t : nameError('enumerate', P + 0)), $2 = a;
  $1 = $3 === enumerateType && $2.s_iter !== undefined ? 0 : -1;
  L[sp] = P + 1; if ($1 === 0) $2 = $2.s_iter($2); else $2 = iter($3.c1($2), P + 1);
  for (;;) {
    if (PENDING[0] !== 0) tick(P + 2);
    L[sp] = P + 1;
    if ($1 < 0) { if (($3 = $2.s_next($2)) === undefined) { break; } $3 = unpack($3, 2, P + 3), $4 = $3[0], $5 = $3[1]; }
    else { if (($5 = $2.s_next($2)) === undefined) { break; } $4 = $1++; }
    i = $4;
    x = $5;
    L[sp] = P + 5, (($t = G.$print) !== undefined ? $t : ($t = B.$print) !== undefined ? $t : nameError('print', P + 4)).c2(i, x);
  }
  $1 = [];
  $5 = (($t = G.$zip) !== undefined ? $t : ($t = B.$zip) !== undefined ? $t : nameError('zip', P + 6)), $3 = a, $4 = b;
  $2 = $5 === zipType && $3.s_iter !== undefined && $4.s_iter !== undefined ? 0 : -1;
  L[sp] = P + 7; if ($2 === 0) $3 = $3.s_iter($3), $4 = $4.s_iter($4); else $3 = iter($5.c2($3, $4), P + 7);
  for (;;) {
    if (PENDING[0] !== 0) tick(P + 8);
    L[sp] = P + 7;
    if ($2 < 0) { if (($5 = $3.s_next($3)) === undefined) { break; } $5 = unpack($5, 2, P + 9), $6 = $5[0], $7 = $5[1]; }
    else if (($6 = $3.s_next($3)) === undefined || ($7 = $4.s_next($4)) === undefined) { break; }
    $x_1 = $6;
    $y_2 = $7;
    if ($1.push((typeof $x_1 === 'number' && typeof $y_2 === 'number' && ($t = $x_1 * $y_2) <= MAXI && $t >= -MAXI ? $t : ($p = $x_1.fv) !== undefined && ($q = $y_2.fv) !== undefined ? new PyFloat($p * $q) : mul($x_1, $y_2, P + 10))) > 80000000) listFull($1, P + 10);
  }
  $2 = new PyList($1);
  FS.sp = sp - 1; return $2;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 12); L[sp] = P + 12;
  G.$pairs = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};

'use strict';
const { FS, LIM, L, None, rec, gname, makeFunction, format, joinStr } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => function greet(name) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 1); L[sp] = P + 1;
  let $1;
  $1 = joinStr(['Hello, ', (typeof name === 'string' ? name : format(name, '', P + 0)), '!']);
  FS.sp = sp - 1; return $1;
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 6); L[sp] = P + 6;
  let $1, $2;
  G.$greet = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  $1 = gname(G, B, 'print', P + 2), $2 = (L[sp] = P + 4, gname(G, B, 'greet', P + 3).c1('world')), L[sp] = P + 5, $1.c1($2);
  FS.sp = sp - 1; return None;
};

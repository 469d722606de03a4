'use strict';
const { FS, PENDING, LIM, L, None, PyList, rec, tick, caught, reraise, truth, aiter, isAsyncEnd, awithExit, awithEnter, aexitWith, makeFunction, makeCoroutine, listFull, awaitFirst, anextFirst, awaitRest } = R;
const P = U.base, MAXI = 9007199254740991;
const $f1 = (F) => {
function* body$($g, x) {
  let sp = $g.sp;
  let y, item, i, $c2, $r3, $e4, $e5, $i_6, $e7, $1, $2, $3, $4, $5;
  $1 = x;
  $2 = awithExit($1, P + 0);
  $1 = (($3 = awaitFirst($g, awithEnter($1, P + 0), P + 0)) === undefined && ($3 = yield* awaitRest($g), sp = $g.sp), $3);
  $c2 = 0;
  $F1: {
    try {
      y = $1;
      $3 = aiter(y, P + 1);
      for (;;) {
        if (PENDING[0] !== 0) tick(P + 2);
        try {
          $4 = (($5 = anextFirst($g, $3, P + 1)) === undefined && ($5 = yield* awaitRest($g), sp = $g.sp), $5);
        } catch ($c) {
          sp = $g.sp;
          $e5 = caught($c, sp); FS.exc = $e5;
          if (!isAsyncEnd($e5)) { for (let i = 12; --i; ); throw reraise($e5, sp); }
          FS.exc = $g.xc;
          break;
        }
        item = $4;
        ($5 = awaitFirst($g, item, P + 3)) === undefined && ($5 = yield* awaitRest($g), sp = $g.sp), $5;
      }
    } catch ($c) {
      sp = $g.sp;
      $e4 = caught($c, sp); FS.exc = $e4;
      if (!truth((($3 = awaitFirst($g, aexitWith($2, $e4, P + 0), P + 0)) === undefined && ($3 = yield* awaitRest($g), sp = $g.sp), $3), P + 0)) { for (let i = 12; --i; ); throw reraise($e4, sp); }
      FS.exc = $g.xc; $e4 = undefined; $c2 = -2;
    }
  }
  if ($c2 !== -2) truth((($3 = awaitFirst($g, aexitWith($2, undefined, P + 0), P + 0)) === undefined && ($3 = yield* awaitRest($g), sp = $g.sp), $3), P + 0);
  $1 = [];
  $2 = aiter(x, P + 4);
  for (;;) {
    if (PENDING[0] !== 0) tick(P + 5);
    try {
      $3 = (($4 = anextFirst($g, $2, P + 4)) === undefined && ($4 = yield* awaitRest($g), sp = $g.sp), $4);
    } catch ($c) {
      sp = $g.sp;
      $e7 = caught($c, sp); FS.exc = $e7;
      if (!isAsyncEnd($e7)) { for (let i = 12; --i; ); throw reraise($e7, sp); }
      FS.exc = $g.xc;
      break;
    }
    $i_6 = $3;
    if ($1.push($i_6) > 80000000) listFull($1, P + 6);
  }
  $2 = new PyList($1);
  return $2;
}
return function f(x) {  const $g = makeCoroutine(U.codes[1], F); $g.it = body$($g, x); return $g; };
};
U.mk[1] = $f1;
return function (ns) {
  const sp = ++FS.sp; if (sp >= LIM[0]) rec(P + 8); L[sp] = P + 8;
  G.$f = makeFunction(U.codes[1], G, $f1, undefined, undefined, undefined, []);
  FS.sp = sp - 1; return None;
};

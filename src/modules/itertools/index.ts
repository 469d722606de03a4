// itertools. CPython: Modules/itertoolsmodule.c.
import { defineModule, fn } from '../../objects/declare/module.ts';
import { combinationsReplacedType, combinationsType, permutationsType, productType } from './combinatoric.ts';
import {
  accumulateType,
  batchedType,
  chainType,
  compressType,
  dropWhileType,
  filterFalseType,
  groupByType,
  grouperType,
  isliceType,
  pairwiseType,
  starMapType,
  takeWhileType,
  tee,
  teeType,
  zipLongestType,
} from './filters.ts';
import { countType, cycleType, repeatType } from './infinite.ts';

export default defineModule({
  name: 'itertools',
  doc: 'Iterators made of iterators.',
  functions: [fn('tee(iterable, n: size = 2, /)', 'n independent iterators over one iterable.', tee)],
  types: [
    accumulateType,
    batchedType,
    chainType,
    combinationsType,
    combinationsReplacedType,
    compressType,
    countType,
    cycleType,
    dropWhileType,
    filterFalseType,
    groupByType,
    grouperType,
    isliceType,
    pairwiseType,
    permutationsType,
    productType,
    repeatType,
    starMapType,
    takeWhileType,
    teeType,
    zipLongestType,
  ],
});

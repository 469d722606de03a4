# How often sets and dicts ask their elements for a hash: a set goes by the hashes it keeps. How much of an iterable the methods take.
import collections, functools
n = 0
class S(str):
    def __hash__(self):
        global n; n += 1
        return super().__hash__()
class I(int):
    def __hash__(self):
        global n; n += 1
        return super().__hash__()
class O:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __hash__(self):
        global n; n += 1
        return hash(self.v)
def t(name, f, *a):
    global n
    n = 0
    r = f(*a)
    print(f"{name}: {n}", end="; ")
    return r
for K in (S, I, O):
    print(K.__name__)
    l = [K(c) for c in ("12334445" if K is I else "ABBCDDEEE")]
    s = t("set", set, l); fs = t("frozenset", frozenset, l)
    d = t("fromkeys", dict.fromkeys, l)
    
    t("set(set)", set, s); t("copy", s.copy); t("dict(dict)", dict, d); t("frozenset(set)", frozenset, s); t("dict.copy", d.copy)
    t("union", s.union, fs); t("or", lambda: s | fs); t("and", lambda: s & fs); t("sub", lambda: s - fs); t("xor", lambda: s ^ fs); t("le", lambda: s <= fs); t("eq", lambda: s == fs)
    t("union list", s.union, l); t("inter list", s.intersection, l); t("diff list", s.difference, l); t("update", s.update, l); t("isdisjoint", s.isdisjoint, l); t("symm", s.symmetric_difference, l); t("issubset", s.issubset, l); t("issuperset", s.issuperset, l)
    t("update", d.update, d); t("keys==", lambda: d.keys() == s);  t("items", lambda: d.items() == d.items())
    t("list in", lambda: l[3] in l); t("get", d.get, l[0]); t("in", lambda: l[0] in d); t("setdefault", d.setdefault, l[0], 1); t("setdefault new", d.setdefault, K("9"), 1); t("pop", d.pop, l[0]); t("popitem", d.popitem); t("del", d.__delitem__, l[1]); t("set pop", s.pop); t("discard", s.discard, l[3]); t("add", s.add, l[3]); t("comp", lambda: {x for x in l}); t("dcomp", lambda: {x: 1 for x in l}); t("lit", lambda: {l[0], l[1], l[2]}); t("dlit", lambda: {l[0]: 1, l[2]: 2})
    t("tuple", lambda: hash(tuple(l))); t("frozenset hash", lambda: hash(fs)); t("defaultdict", lambda: collections.defaultdict(int)[l[0]]); t("cache", lambda: [functools.cache(lambda x: x)(q) for q in l]); t("starred", lambda: {*l}); t("dstar", lambda: {**d}); t("OrderedDict", lambda: collections.OrderedDict.fromkeys(l)); 
    print()
it=iter([1,2,3]); print({1}.intersection(it), list(it))
it=iter([1,2,3]); print({1}.issubset(it), list(it))
it=iter([1,2,3]); print({1}.isdisjoint(it), list(it))
it=iter([5,1,3]); print({1}.issuperset(it), list(it))
it=iter([5,1,3]); print({1}.difference(it), list(it))
it=iter([5,1,3]); s={1}; s.intersection_update(it); print(s, list(it))
it=iter([5,1,3]); print(set().intersection(it), list(it))

x = a + b * -c ** 2 if d else lambda y, /, *z, w=1, **k: not y
{1: 2, **m}; {1, *s}; [*t]; (1,); a[1:2, ::3]; f(*a, k=1, **b)
(n := 10) and a < b <= c is not d not in e

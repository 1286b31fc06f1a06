@a.b(c)
async def f(x, /, y: int = 1, *z, k=(yield), **w) -> {1: 2, **q}:
    with (a as b, c[1:2, ...]): del d, (e)
    try:
        for i, *j in [k async for k in l if m]: continue
    except* (A, B) as c: raise x from y
    else: lambda *a, b=1: (c := d)
match x, *y:
    case [1, -2j, *_] | {'a': None, **r} if q: pass
    case C(a.b, k=0) as n: pass

import sys
def f(x):
    y = 2
    fl = sys._getframe().f_locals
    fl['x'] = 10; fl['zz'] = 5
    print(x, sorted(fl), len(fl), 'zz' in fl, fl.get('q'), type(fl).__name__)
    try: del fl['y']
    except ValueError as e: print(e)
    print(fl == fl, fl.pop('zz'), sorted(locals()))
f(1)

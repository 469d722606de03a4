# What FrameLocalsProxy and the attributes of frames refuse.
import sys
def f():
    x=1
    return sys._getframe()
fr=f()
T=type(fr.f_locals)
for a in [lambda:T(), lambda:T(123), lambda:T(frame=fr), lambda:T(fr,1), lambda: T(fr)=={'x':1}, lambda:T(fr)==fr.f_locals, lambda: T(fr)[[]], lambda:T(fr).update(1), lambda:T(fr).update(), lambda:T(fr).update([(1,2)]),lambda:T(fr).pop('y'),lambda:T(fr).update({},3), lambda:reversed(T(fr)), lambda:T(fr).get([]), lambda: [] in T(fr), lambda: T(fr).setdefault([]), lambda:T(fr).pop([]), lambda:T(fr).pop('x'), lambda:T(fr).pop(), lambda:T(fr)|3, lambda: T.__hash__, lambda:T(fr).__len__(),lambda: T(fr)<3, lambda:fr.f_locals.clear, lambda:T.__module__, lambda: T.__mro__,lambda:delattr(fr,'f_lineno'),lambda:delattr(fr,'f_trace_opcodes'), lambda:delattr(fr,'f_trace_lines'), lambda:setattr(fr,'f_lineno',3), lambda:setattr(fr,'f_lineno','3'),lambda:setattr(fr,'f_back',1), lambda: T(fr).__reversed__(), lambda: T(fr).inverse, lambda: sorted(set(dir(T))-set(dir(object)))]:
    try: print(a())
    except BaseException as e: print(type(e).__name__, e)

# Walks over the values of a module's namespace meet its spec and loader, which may not have been made.
import calendar
import email
import socket
import string
import sys

found = dict(vars(socket).items())
spec, loader = found["__spec__"], found["__loader__"]
print(spec is socket.__spec__, loader is socket.__loader__, spec.loader is loader)
print(isinstance(spec, type(sys.__spec__)), type(loader).__name__, spec.name, repr(spec).split(",")[0])

values = list(vars(string).values())
print([value.name for value in values if type(value).__name__ == "ModuleSpec"], string.__spec__ in values)

found = dict(vars(calendar).items())
print(found["__loader__"] == calendar.__loader__, bool(found["__spec__"]), {found["__loader__"]: 1}[calendar.__loader__])

found = dict(vars(email).items())
found["__spec__"].extra = 3
print(email.__spec__.extra, len(email.__spec__.submodule_search_locations))

for walked in (getattr, hasattr):
    try:
        print(walked(sys, "absent"))
    except AttributeError as e:
        print(e, e.name, e.obj is sys)

namespace = {}
exec("a = 1\n" * 3 + "".join(f"x{i} = {i}\n" for i in range(100)), namespace)
try:
    for name, value in namespace.items():
        if name == "x70":
            exec("late = 1", namespace)
except RuntimeError as e:
    print(e)

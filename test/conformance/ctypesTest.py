# Stands in for the extension module `_ctypes_test` of CPython's tests: its file, whose C functions they load by themselves, and the functions
# that the module itself has, found through its definition (a PyModuleDef and its PyMethodDefs). The script puts `__file__` in front.
import ctypes as _c


class _Object(_c.Structure):
    """An object of ctypesTest.c."""


_Object._fields_ = [
    ('references', _c.c_long),
    ('type', _c.c_void_p),
    ('kind', _c.c_long),
    ('number', _c.c_longlong),
    ('text', _c.c_void_p),
    ('next', _c.POINTER(_Object)),
]


class _Method(_c.Structure):
    _fields_ = [('name', _c.c_char_p), ('function', _c.c_void_p), ('flags', _c.c_int), ('doc', _c.c_char_p)]


class _Definition(_c.Structure):
    _fields_ = [('base', _c.c_char * 40), ('name', _c.c_char_p), ('doc', _c.c_char_p), ('size', _c.c_ssize_t), ('methods', _c.POINTER(_Method))]


def _method(name):
    init = _library.PyInit__ctypes_test
    init.restype = _c.POINTER(_Definition)
    methods = init().contents.methods
    for i in range(1000):
        if methods[i].name == name:
            return _c.CFUNCTYPE(_c.POINTER(_Object), _c.c_void_p, _c.c_void_p)(methods[i].function)
    raise AttributeError(name)


def get_last_tf_arg_s():
    return _last_s(None, None).contents.number


def get_last_tf_arg_u():
    return _last_u(None, None).contents.number % 2**64


def get_generated_test_data(name):
    text = _c.create_string_buffer(name.encode())
    argument = _Object(1, None, 2, len(name), _c.addressof(text))
    argument.type = _c.addressof(argument)
    found = _generated(None, _c.addressof(argument)).contents
    while found.next:
        found = found.next.contents
        if found.kind != 2:
            yield None if found.kind == 0 else found.number
        else:
            value = _c.string_at(found.text, found.number)
            yield value if value != name.encode() else name


_library = _c.CDLL(__file__)
_last_s, _last_u, _generated = map(_method, [b'get_last_tf_arg_s', b'get_last_tf_arg_u', b'get_generated_test_data'])

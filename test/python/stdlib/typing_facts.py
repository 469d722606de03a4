"""typing and annotations: generics, special forms, Protocol, TypedDict, NamedTuple, get_type_hints, overload, reprs."""
import typing
from typing import *
T = TypeVar("T")
print(List[int], Dict[str, list[int]], Optional[int], Union[int, str, int], int | None, Callable[[int], str], Callable[..., Any], Tuple[int, ...], Literal[1, "a"], Annotated[int, "meta"], Type[int], ClassVar[int], Final[str], T, list[T], list[T][int], Iterable[T][str], Any, NoReturn, Self, type[int], tuple[()], Union[int], Literal[1] | None, Concatenate[int, ...], sep="\n")
print(get_origin(List[int]), get_args(Dict[str, int]), get_args(Callable[[int], str]), get_origin(int | str), get_args(Optional[int]), get_origin(Annotated[int, 1]), list[int] == List[int], list[int].__origin__, (int | str) == (str | int), hash(int | str) == hash(str | int), Union[int, str] is not None, get_origin(list))
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
    def get(self) -> "T": return self.v
print(Box[int], Box[int](5).get(), Box.__parameters__, Box[int].__args__, Box(1).__class__.__name__, Box[int](1).__orig_class__, get_type_hints(Box.get, localns={"T": int}))
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
print(isinstance([], HasLen), isinstance(5, HasLen), issubclass(list, HasLen))
class TD(TypedDict, total=False):
    a: Required[int]
    b: str
print(TD(a=1), TD.__required_keys__, TD.__optional_keys__, TD.__total__, get_type_hints(TD))
class NT(NamedTuple):
    x: int
    y: str = "d"
    def m(self): return self.x
print(NT(1), NT(1).m(), NT._field_defaults, NT.__annotations__)
def f(a: int, b: "list[str]" = None, *c: float, **d) -> Optional[bool]: ...
print(get_type_hints(f), f.__annotations__, cast(int, "x"), NewType("UserId", int)(5), NewType("U", int), TYPE_CHECKING, no_type_check(f) is f, reveal_type.__name__, assert_type(1, int))
@overload
def g(a: int) -> int: ...
def g(a): return a
print(g(1), len(get_overloads(g)), final(Box).__final__, is_typeddict(TD), get_protocol_members(HasLen))
for bad in ("List[int][str]", "Optional[int, str]", "Union[()]", "Literal[1]()", "Any()", "isinstance(1, List[int])", "class_()", "Generic[int]", "TypeVar('T', int)", "Callable[int]", "list[int]()[0]", "isinstance([], list[int])", "issubclass(list, List[int])", "Box[int, str]", "Protocol.x", "HasLen()", "TypedDict('X', 5)", "cast(int)", "assert_never(1)", "Final[int, str]", "ClassVar[Final[int]]", "int | 5", "get_type_hints(5)"):
    try: print(bad, eval(bad))
    except (TypeError, NameError, AssertionError, IndexError, AttributeError) as e: print(bad, "->", type(e).__name__, e)
print(ParamSpec("P"), TypeVarTuple("Ts"), Unpack[tuple[int, ...]], ForwardRef("X"), TypeAliasType("A", int), evaluate_forward_ref(ForwardRef("int")), list["X"], dict[str, "Y"].__args__, typing.Text is str, Sequence[int].__origin__, Awaitable[int], AsyncIterator, typing.Hashable)

# Keywords that are misspelt: what the error suggests.
import sys
cases = ['''whille True:
    pass''','''fur a in b:
    pass''','''for x im n:
    pass''','''foo = [x fur x in range(10)]''','''def f():
    retrun 1''','''imporrt os''','''fron os import path''','''if x:
    pass
elseif y:
    pass''','''a = b iff c else d''','''x = 1 +* 2''','''x y z''','''try:
    pass
exept ValueError:
    pass''','''with open(x) sa f: pass''','''a = (1 2 3)''','''asnc def f(): pass''','''cass A: pass''','''print "x"''','''x = lamda y: y''','''assrt x == 1''','''glbal x
''','''raisee ValueError''','''x = nott y''','''x = 5 andd 6''','''yeild 1''','''async def f():
    awiat g()''','''del l x''', '''match x:
    cas 1: pass''','''x = "abc" "def" foo bar''', '''délf f(): pass''', '''if x = 3: pass''', '''a b c d e f g h i j k whille l''']
for c in cases:
    try: compile(c, 'nofile', 'exec')
    except SyntaxError as e: sys.excepthook(type(e), e, None)

# Source in other encodings: any text codec decodes it, and what codecs refuse is a SyntaxError.
for source in (
    '# coding: shift_jis\nx = "\u3042"\n'.encode('shift_jis'),
    '# coding: koi8-r\nx = "\u0416"\n'.encode('koi8-r'),
    b'# coding: shift-jis\nx = "\xc4\x85\x80"\n',
    b'# coding: hex_codec\nx = 1\n',
    b'# coding: no-such-codec\nx = 1\n',
    b'\xef\xbb\xbf# first\n# coding: iso-8859-15\nx = 1\n',
):
    names = {}
    try:
        exec(source, names)
        print(ascii(names['x']))
    except SyntaxError as e:
        print(e.msg, e.lineno)

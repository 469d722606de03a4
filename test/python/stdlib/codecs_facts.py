# Codecs: errors and their handlers, incremental use, character sets of East Asia, the registry.
import codecs
import unicodedata


def attempt(f):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, e)


for data in (b'\xff', b'a\xe4\xb8', b'\xe4\xb8a', b'\xed\xa0\x80', b'\xf4\x90\x80\x80', b'\xc0\x80'):
    attempt(lambda: data.decode())
    for errors in ('ignore', 'replace', 'backslashreplace', 'surrogateescape', 'surrogatepass'):
        attempt(lambda: data.decode('utf-8', errors))
for text in ('a\xe9\u4e2d', '\udc80', 'x\ud800\U0001f600'):
    for encoding in ('ascii', 'latin-1', 'utf-8', 'utf-16', 'utf-32-be', 'utf-7'):
        for errors in ('strict', 'xmlcharrefreplace', 'namereplace', 'surrogateescape'):
            attempt(lambda: text.encode(encoding, errors))

decoder = codecs.getincrementaldecoder('utf-8')()
print([decoder.decode(bytes([b])) for b in '中é'.encode()], decoder.getstate())
print(codecs.utf_16_decode(b'\xfe\xff\x00a'), codecs.utf_8_decode(b'a\xe4', 'strict', False), codecs.utf_7_decode(b'+AOk'))
print(codecs.escape_decode(b'\\x41\\n'), codecs.unicode_escape_encode('\x00é\u1234\U00012345'), b'\\N{SPACE}|'.decode('unicode_escape'))

for encoding in ('gbk', 'gb18030', 'hz', 'big5', 'big5hkscs', 'shift_jis', 'cp932', 'euc_jp', 'euc_jis_2004', 'iso2022_jp', 'euc_kr', 'cp949', 'johab', 'iso2022_kr'):
    attempt(lambda: '中文'.encode(encoding))
    attempt(lambda: '日本語かな'.encode(encoding, 'replace'))
    attempt(lambda: '한글'.encode(encoding, 'backslashreplace'))
    attempt(lambda: b'\x81\xff'.decode(encoding, 'replace'))
encoder = codecs.getincrementalencoder('iso2022_jp')()
print(encoder.encode('日'), encoder.encode('本'), encoder.encode('', True))
print('か゚'.encode('shift_jis_2004'), b'\x88\x62'.decode('big5hkscs'))
for encoding in ('cp1252', 'koi8-r', 'cp437', 'mac_roman', 'iso8859-15'):
    attempt(lambda: 'ñ€я'.encode(encoding, 'replace'))
    attempt(lambda: b'\x80\x81\xe4'.decode(encoding, 'replace'))


def handler(error):
    return '<%s>' % error.object[error.start:error.end], error.end


codecs.register_error('angle', handler)
print('aéñb'.encode('ascii', 'angle'), 'aé'.encode('cp437', 'angle'), codecs.lookup_error('angle') is handler)
for f in (lambda: 'a'.encode('nope'), lambda: 'é'.encode('ascii', 'nope'), lambda: 'a'.encode('rot13'), lambda: codecs.encode('abc', 'rot13'),
          lambda: codecs.decode(b'616263', 'hex'), lambda: codecs.lookup('UTF 8').name, lambda: b'a'.decode('utf-8', 'angle')):
    attempt(f)

print(unicodedata.name('é'), unicodedata.lookup('GREEK SMALL LETTER ALPHA'), unicodedata.category('\u0378'), unicodedata.numeric('½'))
print(ascii(unicodedata.normalize('NFD', 'éṩ가')), ascii(unicodedata.normalize('NFKC', 'ﬁ①Å')), unicodedata.is_normalized('NFC', 'e\u0301'))
print(unicodedata.bidirectional('א'), unicodedata.east_asian_width('中'), unicodedata.combining('\u0301'), unicodedata.decomposition('½'))
for f in (lambda: unicodedata.name('\0'), lambda: unicodedata.lookup('NOTHING'), lambda: unicodedata.digit('a'), lambda: unicodedata.category('ab')):
    attempt(f)
print(unicodedata.unidata_version, unicodedata.ucd_3_2_0.category('\U0001f600'), unicodedata.lookup('NULL') == '\0')

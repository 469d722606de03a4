# TLS between two ends in memory: handshake, data, closing, sessions, what goes wrong.
import os
import ssl

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), '_certs')
path = lambda name: os.path.join(here, name)


def contexts():
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(path('server.pem'))
    client = ssl.create_default_context(cafile=path('ca.pem'))
    return client, server


def ends(client, server, name='localhost', session=None):
    a, b = ssl.MemoryBIO(), ssl.MemoryBIO()
    return client.wrap_bio(a, b, server_hostname=name, session=session), server.wrap_bio(b, a, server_side=True)


def handshake(*objects):
    todo = list(objects)
    while todo:
        for o in list(todo):
            try:
                o.do_handshake()
                todo.remove(o)
            except ssl.SSLWantReadError:
                pass


def failing(f, *args):
    try:
        print('gave', f(*args))
    except Exception as e:
        text = str(e).split(' (_ssl.c')[0]
        print(type(e).__name__, text, getattr(e, 'reason', None), getattr(e, 'verify_code', None))


client, server = contexts()
c, s = ends(client, server)
failing(c.read, 5)
failing(c.getpeercert)
handshake(c, s)
print(c.version(), s.version(), c.cipher()[1], c.cipher() == s.cipher(), c.server_side, s.server_side, c.server_hostname)
print(c.write(b'hello'), s.read(3), s.pending(), s.read(), end=' ')
buffer = bytearray(10)
print(s.write(b'answer'), c.read(10, buffer), bytes(buffer))
cert = c.getpeercert()
for key in cert:
    if key not in ('notBefore',):
        print(' ', key, cert[key])
print(ssl.cert_time_to_seconds(cert['notAfter']) > 4_000_000_000, s.getpeercert())
der = c.getpeercert(True)
print(ssl.PEM_cert_to_DER_cert(ssl.DER_cert_to_PEM_cert(der)) == der, len(c.get_verified_chain()), len(c.get_unverified_chain()))
info = c._sslobj.get_unverified_chain()[0]
print(info, info.get_info()['serialNumber'], info == c._sslobj.get_unverified_chain()[0])
failing(c.unwrap)
failing(s.read)
failing(s.unwrap)
print(c.unwrap())
failing(c.write, b'x')

print('--- trust')
client, server = contexts()
c, s = ends(ssl.create_default_context(cadata=ssl.DER_cert_to_PEM_cert(der)), server)
failing(handshake, c, s)
c, s = ends(client, server, 'other.test')
failing(handshake, c, s)
c, s = ends(client, server, '127.0.0.2')
failing(handshake, c, s)
for name in ('127.0.0.1', 'www.example.test'):
    c, s = ends(client, server, name)
    failing(handshake, c, s)
strict = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
failing(handshake, *ends(strict, server))

print('--- versions, ALPN, server names, sessions')
client, server = contexts()
client.maximum_version = ssl.TLSVersion.TLSv1_2
client.set_alpn_protocols(['h2', 'http/1.1'])
server.set_alpn_protocols(['http/1.1', 'spdy'])
names = []
server.sni_callback = lambda conn, name, ctx: names.append((conn.server_side, name, ctx is server))
c, s = ends(client, server)
handshake(c, s)
print(c.version(), c.selected_alpn_protocol(), s.selected_alpn_protocol(), names, len(c.get_channel_binding()))
session = c.session
print(session.has_ticket, session.timeout > 0, session == c.session, c.session_reused)
c, s = ends(client, server, session=session)
handshake(c, s)
print(c.session_reused, s.session_reused, names[-1])
server.sni_callback = lambda conn, name, ctx: ssl.ALERT_DESCRIPTION_ACCESS_DENIED
failing(handshake, *ends(client, server))
modern = ssl.create_default_context(cafile=path('ca.pem'))
modern.minimum_version = ssl.TLSVersion.TLSv1_3
old = contexts()[1]
old.maximum_version = ssl.TLSVersion.TLSv1_2
c, s = ends(modern, old)
failing(c.do_handshake)
failing(s.do_handshake)
failing(c.do_handshake)

print('--- messages and keys')
client, server = contexts()
seen = []
client._msg_callback = lambda conn, direction, version, content, kind, data: seen.append((direction, content.name, getattr(kind, 'name', kind)))
handshake(*ends(client, server))
print([m for m in seen if m[1] == 'HANDSHAKE'][:3])
try:
    server.load_cert_chain(path('server.pem'), path('server.encrypted.key'), password='wrong')
except ssl.SSLError:
    print('refused')
server.load_cert_chain(path('server.pem'), path('server.encrypted.key'), password=lambda: b'secret')
failing(server.load_cert_chain, path('missing.pem'))
failing(server.load_cert_chain, path('server.pem'), path('server.encrypted.key'), lambda: 1)
print(client.cert_store_stats(), server.session_stats()['accept'], [c['subject'] for c in client.get_ca_certs()])

# Callbacks of TLS that raise or give nonsense: told as unraisable, and the handshake fails.
import os
import ssl
import sys

CERT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '_certs', 'server.pem')


def hook(u):
    print('  unraisable', u.exc_type.__name__, u.exc_value, '|', u.err_msg.split(' at 0x')[0], '|', u.object, u.exc_traceback is not None)


sys.unraisablehook = hook


def handshake(prepare_client, prepare_server, psk):
    cc = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    cc.check_hostname = False
    cc.verify_mode = ssl.CERT_NONE
    cc.maximum_version = ssl.TLSVersion.TLSv1_2
    sc = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if not psk:
        sc.load_cert_chain(CERT)
    prepare_client(cc)
    prepare_server(sc)
    ci, co, si, so = (ssl.MemoryBIO() for _ in range(4))
    client = cc.wrap_bio(ci, co, server_hostname='localhost')
    server = sc.wrap_bio(si, so, server_side=True)
    for _ in range(3):
        for name, end, out, other in ('client', client, co, si), ('server', server, so, ci):
            try:
                end.do_handshake()
                print('  ', name, end.version())
            except ssl.SSLWantReadError:
                pass
            except ssl.SSLError as e:
                print('  ', name, e.reason)
                return
            if out.pending:
                other.write(out.read())


def psk(client, server):
    def prepare_client(c):
        c.set_ciphers('PSK')
        c.set_psk_client_callback(client)

    def prepare_server(c):
        c.set_ciphers('PSK')
        c.set_psk_server_callback(server)

    handshake(prepare_client, prepare_server, True)


def bad(*args):
    1 / 0


def good(hint):
    return 'me', b'k' * 16


for client in good, bad, lambda h: None, lambda h: (1, 2, 3), lambda h: (5, b''), lambda h: ('x', 'y'), lambda h: ('x' * 1000, b'y'), lambda h: ('x', b'y' * 1000), lambda h: (None, b'k' * 16):
    print('psk client')
    psk(client, lambda identity: b'k' * 16)
for server in bad, lambda i: 'x', lambda i: None, lambda i: b'x' * 1000:
    print('psk server')
    psk(good, server)
for answer in bad, lambda *a: 'x', lambda *a: None, lambda *a: ssl.ALERT_DESCRIPTION_ACCESS_DENIED:
    print('server name')
    handshake(lambda c: None, lambda c: setattr(c, 'sni_callback', answer), False)

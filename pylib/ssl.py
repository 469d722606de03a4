"""TLS over sockets and over memory.

The protocol itself is the work of the native module ``_ssl``; importing this one fails where that module is missing, as in a CPython
built without OpenSSL.

SSLContext     certificates, trust and settings, shared by connections
SSLSocket      a socket that speaks TLS, made by SSLContext.wrap_socket()
SSLObject      TLS without a socket, made by SSLContext.wrap_bio()
"""

import _ssl

import base64
import errno
import os
import socket as _socket
import sys
import warnings
from collections import namedtuple
from enum import Enum as _Enum, IntEnum as _IntEnum, IntFlag as _IntFlag
from enum import _simple_enum
from socket import socket, SOCK_STREAM, create_connection
from socket import SOL_SOCKET, SO_TYPE, _GLOBAL_DEFAULT_TIMEOUT

from _ssl import OPENSSL_VERSION, OPENSSL_VERSION_INFO, OPENSSL_VERSION_NUMBER
from _ssl import _DEFAULT_CIPHERS, _OPENSSL_API_VERSION, _SSLContext, MemoryBIO, SSLSession
from _ssl import SSLCertVerificationError, SSLEOFError, SSLError, SSLSyscallError
from _ssl import SSLWantReadError, SSLWantWriteError, SSLZeroReturnError
from _ssl import RAND_add, RAND_bytes, RAND_status
from _ssl import nid2obj as _nid2obj, txt2obj as _txt2obj
from _ssl import HAS_ALPN, HAS_ECDH, HAS_NPN, HAS_PHA, HAS_PSK, HAS_SNI, HAS_SSLv2, HAS_SSLv3
from _ssl import HAS_TLSv1, HAS_TLSv1_1, HAS_TLSv1_2, HAS_TLSv1_3

socket_error = OSError
CertificateError = SSLCertVerificationError


# Names of the numbers that _ssl has.

for _kind, _name, _prefix in (
        (_IntEnum, '_SSLMethod', 'PROTOCOL_'),
        (_IntFlag, 'Options', 'OP_'),
        (_IntEnum, 'AlertDescription', 'ALERT_DESCRIPTION_'),
        (_IntEnum, 'SSLErrorNumber', 'SSL_ERROR_'),
        (_IntFlag, 'VerifyFlags', 'VERIFY_'),
        (_IntEnum, 'VerifyMode', 'CERT_')):
    _kind._convert_(_name, __name__,
                    lambda name, prefix=_prefix: name.startswith(prefix) and name != 'PROTOCOL_SSLv23',
                    source=_ssl)
del _kind, _name, _prefix

PROTOCOL_SSLv23 = _SSLMethod.PROTOCOL_SSLv23 = _SSLMethod.PROTOCOL_TLS
_PROTOCOL_NAMES = {member: name for name, member in _SSLMethod.__members__.items()}
_SSLv2_IF_EXISTS = getattr(_SSLMethod, 'PROTOCOL_SSLv2', None)
_RESTRICTED_SERVER_CIPHERS = _DEFAULT_CIPHERS
CHANNEL_BINDING_TYPES = ['tls-unique']
HAS_NEVER_CHECK_COMMON_NAME = hasattr(_ssl, 'HOSTFLAG_NEVER_CHECK_SUBJECT')


@_simple_enum(_IntEnum)
class TLSVersion:
    MINIMUM_SUPPORTED = _ssl.PROTO_MINIMUM_SUPPORTED
    SSLv3 = _ssl.PROTO_SSLv3
    TLSv1 = _ssl.PROTO_TLSv1
    TLSv1_1 = _ssl.PROTO_TLSv1_1
    TLSv1_2 = _ssl.PROTO_TLSv1_2
    TLSv1_3 = _ssl.PROTO_TLSv1_3
    MAXIMUM_SUPPORTED = _ssl.PROTO_MAXIMUM_SUPPORTED


@_simple_enum(_IntEnum)
class _TLSContentType:
    """What a record carries (RFC 8446, B.1), and two kinds that only message callbacks see."""
    CHANGE_CIPHER_SPEC = 20
    ALERT = 21
    HANDSHAKE = 22
    APPLICATION_DATA = 23
    HEADER = 0x100
    INNER_CONTENT_TYPE = 0x101


@_simple_enum(_IntEnum)
class _TLSAlertType:
    """Alerts (RFC 8446, B.2)."""
    CLOSE_NOTIFY = 0
    UNEXPECTED_MESSAGE = 10
    BAD_RECORD_MAC = 20
    DECRYPTION_FAILED = 21
    RECORD_OVERFLOW = 22
    DECOMPRESSION_FAILURE = 30
    HANDSHAKE_FAILURE = 40
    NO_CERTIFICATE = 41
    BAD_CERTIFICATE = 42
    UNSUPPORTED_CERTIFICATE = 43
    CERTIFICATE_REVOKED = 44
    CERTIFICATE_EXPIRED = 45
    CERTIFICATE_UNKNOWN = 46
    ILLEGAL_PARAMETER = 47
    UNKNOWN_CA = 48
    ACCESS_DENIED = 49
    DECODE_ERROR = 50
    DECRYPT_ERROR = 51
    EXPORT_RESTRICTION = 60
    PROTOCOL_VERSION = 70
    INSUFFICIENT_SECURITY = 71
    INTERNAL_ERROR = 80
    INAPPROPRIATE_FALLBACK = 86
    USER_CANCELED = 90
    NO_RENEGOTIATION = 100
    MISSING_EXTENSION = 109
    UNSUPPORTED_EXTENSION = 110
    CERTIFICATE_UNOBTAINABLE = 111
    UNRECOGNIZED_NAME = 112
    BAD_CERTIFICATE_STATUS_RESPONSE = 113
    BAD_CERTIFICATE_HASH_VALUE = 114
    UNKNOWN_PSK_IDENTITY = 115
    CERTIFICATE_REQUIRED = 116
    NO_APPLICATION_PROTOCOL = 120


@_simple_enum(_IntEnum)
class _TLSMessageType:
    """Handshake messages (RFC 8446, B.3)."""
    HELLO_REQUEST = 0
    CLIENT_HELLO = 1
    SERVER_HELLO = 2
    HELLO_VERIFY_REQUEST = 3
    NEWSESSION_TICKET = 4
    END_OF_EARLY_DATA = 5
    HELLO_RETRY_REQUEST = 6
    ENCRYPTED_EXTENSIONS = 8
    CERTIFICATE = 11
    SERVER_KEY_EXCHANGE = 12
    CERTIFICATE_REQUEST = 13
    SERVER_DONE = 14
    CERTIFICATE_VERIFY = 15
    CLIENT_KEY_EXCHANGE = 16
    FINISHED = 20
    CERTIFICATE_URL = 21
    CERTIFICATE_STATUS = 22
    SUPPLEMENTAL_DATA = 23
    KEY_UPDATE = 24
    NEXT_PROTO = 67
    MESSAGE_HASH = 254
    CHANGE_CIPHER_SPEC = 0x0101


# The system's trust and what certificates are for.

DefaultVerifyPaths = namedtuple(
    'DefaultVerifyPaths',
    'cafile capath openssl_cafile_env openssl_cafile openssl_capath_env openssl_capath')


def get_default_verify_paths():
    """Where OpenSSL looks for trusted certificates: the actual places (None if missing), then the names of the variables and the defaults."""
    file_env, default_file, dir_env, default_dir = _ssl.get_default_verify_paths()
    file = os.environ.get(file_env, default_file)
    folder = os.environ.get(dir_env, default_dir)
    return DefaultVerifyPaths(file if os.path.isfile(file) else None,
                              folder if os.path.isdir(folder) else None,
                              file_env, default_file, dir_env, default_dir)


class _ASN1Object(namedtuple('_ASN1Object', 'nid shortname longname oid')):
    """An object identifier with its names."""
    __slots__ = ()

    def __new__(cls, oid):
        return super().__new__(cls, *_txt2obj(oid, name=False))

    @classmethod
    def fromnid(cls, nid):
        """By OpenSSL's own number."""
        return super().__new__(cls, *_nid2obj(nid))

    @classmethod
    def fromname(cls, name):
        """By short name, long name or dotted numbers."""
        return super().__new__(cls, *_txt2obj(name, name=True))


class Purpose(_ASN1Object, _Enum):
    """What a context is for: to check servers or to check clients."""
    SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
    CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'


class SSLContext(_SSLContext):
    """Settings, certificates and trust for TLS connections."""
    sslsocket_class = None
    sslobject_class = None

    def __new__(cls, protocol=None, *args, **kwargs):
        if protocol is None:
            warnings.warn('ssl.SSLContext() without protocol argument is deprecated.',
                          category=DeprecationWarning, stacklevel=2)
            protocol = PROTOCOL_TLS
        return _SSLContext.__new__(cls, protocol)

    def _encode_hostname(self, hostname):
        """A host name as the wire has it."""
        if hostname is None:
            return None
        if isinstance(hostname, str):
            hostname = hostname.encode('idna')
        return hostname.decode('ascii')

    def wrap_socket(self, sock, server_side=False, do_handshake_on_connect=True, suppress_ragged_eofs=True,
                    server_hostname=None, session=None):
        """A TLS socket that takes over the descriptor of `sock`."""
        return self.sslsocket_class._create(
            sock=sock, server_side=server_side, do_handshake_on_connect=do_handshake_on_connect,
            suppress_ragged_eofs=suppress_ragged_eofs, server_hostname=server_hostname, context=self,
            session=session)

    def wrap_bio(self, incoming, outgoing, server_side=False, server_hostname=None, session=None):
        """TLS between two MemoryBIO objects."""
        return self.sslobject_class._create(
            incoming, outgoing, server_side=server_side, server_hostname=self._encode_hostname(server_hostname),
            session=session, context=self)

    def set_npn_protocols(self, npn_protocols):
        warnings.warn('ssl NPN is deprecated, use ALPN instead', DeprecationWarning, stacklevel=2)

    def set_servername_callback(self, server_name_callback):
        """The older form of sni_callback: the function gets the name as it is shown to people."""
        if server_name_callback is None:
            self.sni_callback = None
            return
        if not callable(server_name_callback):
            raise TypeError('not a callable object')

        def decoded(sslobj, servername, sslctx):
            return server_name_callback(sslobj, self._encode_hostname(servername), sslctx)

        self.sni_callback = decoded

    def set_alpn_protocols(self, alpn_protocols):
        """The protocols that the application speaks, the best one first."""
        wire = bytearray()
        for protocol in alpn_protocols:
            name = bytes(protocol, 'ascii')
            if not 0 < len(name) < 256:
                raise SSLError('ALPN protocols must be 1 to 255 in length')
            wire.append(len(name))
            wire += name
        self._set_alpn_protocols(wire)

    def _load_windows_store_certs(self, storename, purpose):
        try:
            for certificate, encoding, trust in _ssl.enum_certificates(storename):
                if encoding == 'x509_asn' and (trust is True or purpose.oid in trust):
                    try:
                        self.load_verify_locations(cadata=certificate)
                    except SSLError as exc:
                        warnings.warn(f'Bad certificate in Windows certificate store: {exc!s}')
        except PermissionError:
            warnings.warn('unable to enumerate Windows certificate store')

    def load_default_certs(self, purpose=Purpose.SERVER_AUTH):
        """Trusts what the system trusts."""
        if not isinstance(purpose, _ASN1Object):
            raise TypeError(purpose)
        if sys.platform == 'win32':
            for store in ('CA', 'ROOT'):
                self._load_windows_store_certs(store, purpose)
        self.set_default_verify_paths()

    @property
    def minimum_version(self):
        return TLSVersion(super().minimum_version)

    @minimum_version.setter
    def minimum_version(self, value):
        if value == TLSVersion.SSLv3:
            self.options &= ~Options.OP_NO_SSLv3
        _SSLContext.minimum_version.__set__(self, value)

    @property
    def maximum_version(self):
        return TLSVersion(super().maximum_version)

    @maximum_version.setter
    def maximum_version(self, value):
        _SSLContext.maximum_version.__set__(self, value)

    @property
    def options(self):
        return Options(super().options)

    @options.setter
    def options(self, value):
        _SSLContext.options.__set__(self, value)

    @property
    def hostname_checks_common_name(self):
        return not self._host_flags & _ssl.HOSTFLAG_NEVER_CHECK_SUBJECT

    @hostname_checks_common_name.setter
    def hostname_checks_common_name(self, value):
        if value:
            self._host_flags &= ~_ssl.HOSTFLAG_NEVER_CHECK_SUBJECT
        else:
            self._host_flags |= _ssl.HOSTFLAG_NEVER_CHECK_SUBJECT

    @property
    def _msg_callback(self):
        """A function that sees every TLS message: (connection, 'read' or 'write', version, content type, message type, data)."""
        wrapped = super()._msg_callback
        return None if wrapped is None else wrapped.user_function

    @_msg_callback.setter
    def _msg_callback(self, callback):
        native = _SSLContext._msg_callback
        if callback is None:
            native.__set__(self, None)
            return
        if not hasattr(callback, '__call__'):
            raise TypeError(f'{callback} is not callable.')

        def named(kind, value):
            try:
                return kind(value)
            except ValueError:
                return value

        def with_names(conn, direction, version, content_type, msg_type, data):
            content_type = named(_TLSContentType, content_type)
            kinds = {_TLSContentType.HEADER: _TLSContentType, _TLSContentType.ALERT: _TLSAlertType}
            return callback(conn, direction, named(TLSVersion, version), content_type,
                            named(kinds.get(content_type, _TLSMessageType), msg_type), data)

        with_names.user_function = callback
        native.__set__(self, with_names)

    @property
    def protocol(self):
        return _SSLMethod(super().protocol)

    @property
    def verify_flags(self):
        return VerifyFlags(super().verify_flags)

    @verify_flags.setter
    def verify_flags(self, value):
        _SSLContext.verify_flags.__set__(self, value)

    @property
    def verify_mode(self):
        value = super().verify_mode
        try:
            return VerifyMode(value)
        except ValueError:
            return value

    @verify_mode.setter
    def verify_mode(self, value):
        _SSLContext.verify_mode.__set__(self, value)


def _keylog_from_environment(context):
    path = os.environ.get('SSLKEYLOGFILE')
    if path and not sys.flags.ignore_environment:
        context.keylog_filename = path


def _protocol_for(purpose):
    if purpose == Purpose.SERVER_AUTH:
        return PROTOCOL_TLS_CLIENT
    if purpose == Purpose.CLIENT_AUTH:
        return PROTOCOL_TLS_SERVER
    raise ValueError(purpose)


def create_default_context(purpose=Purpose.SERVER_AUTH, *, cafile=None, capath=None, cadata=None):
    """A context with settings that are safe today; it trusts what is given, else what the system trusts."""
    if not isinstance(purpose, _ASN1Object):
        raise TypeError(purpose)
    context = SSLContext(_protocol_for(purpose))
    if purpose == Purpose.SERVER_AUTH:
        context.verify_mode = CERT_REQUIRED
        context.check_hostname = True
    context.verify_flags |= _ssl.VERIFY_X509_PARTIAL_CHAIN | _ssl.VERIFY_X509_STRICT
    if cafile or capath or cadata:
        context.load_verify_locations(cafile, capath, cadata)
    elif context.verify_mode != CERT_NONE:
        context.load_default_certs(purpose)
    _keylog_from_environment(context)
    return context


def _create_unverified_context(protocol=None, *, cert_reqs=CERT_NONE, check_hostname=False,
                               purpose=Purpose.SERVER_AUTH, certfile=None, keyfile=None,
                               cafile=None, capath=None, cadata=None):
    """The same without verification, for the library's own clients that were asked for no more."""
    if not isinstance(purpose, _ASN1Object):
        raise TypeError(purpose)
    natural = _protocol_for(purpose)
    context = SSLContext(natural if protocol is None else protocol)
    context.check_hostname = check_hostname
    if cert_reqs is not None:
        context.verify_mode = cert_reqs
    if check_hostname:
        context.check_hostname = True
    if keyfile and not certfile:
        raise ValueError('certfile must be specified')
    if certfile or keyfile:
        context.load_cert_chain(certfile, keyfile)
    if cafile or capath or cadata:
        context.load_verify_locations(cafile, capath, cadata)
    elif context.verify_mode != CERT_NONE:
        context.load_default_certs(purpose)
    _keylog_from_environment(context)
    return context


# What http.client and the mail and file clients use.
_create_default_https_context = create_default_context
_create_stdlib_context = _create_unverified_context


def _chain_bytes(chain):
    return [] if chain is None else [cert.public_bytes(_ssl.ENCODING_DER) for cert in chain]


class SSLObject:
    """TLS without I/O of its own: reads what is put into one MemoryBIO, writes into another one."""

    def __init__(self, *args, **kwargs):
        raise TypeError(f'{self.__class__.__name__} does not have a public '
                        f'constructor. Instances are returned by SSLContext.wrap_bio().')

    @classmethod
    def _create(cls, incoming, outgoing, server_side=False, server_hostname=None, session=None, context=None):
        self = cls.__new__(cls)
        _check_sslobject_params(server_side, context, server_hostname, session)
        self._sslobj = context._wrap_bio(incoming, outgoing, server_side=server_side,
                                         server_hostname=server_hostname, owner=self, session=session)
        return self

    @property
    def context(self):
        """The SSLContext of the connection."""
        return self._sslobj.context

    @context.setter
    def context(self, ctx):
        self._sslobj.context = ctx

    @property
    def session(self):
        """The session, for resumption."""
        return self._sslobj.session

    @session.setter
    def session(self, session):
        self._sslobj.session = session

    @property
    def session_reused(self):
        """Was the session resumed?"""
        return self._sslobj.session_reused

    @property
    def server_side(self):
        """Is this the server's end?"""
        return self._sslobj.server_side

    @property
    def server_hostname(self):
        """The server name that the client asked for, None for servers."""
        return self._sslobj.server_hostname

    def read(self, len=1024, buffer=None):
        """Up to `len` bytes, or how many of them went into `buffer`."""
        if buffer is None:
            return self._sslobj.read(len)
        return self._sslobj.read(len, buffer)

    def write(self, data):
        """Takes bytes; gives how many were taken."""
        return self._sslobj.write(data)

    def getpeercert(self, binary_form=False):
        """The other side's certificate: as a dict (empty if it was not verified), or in DER form."""
        return self._sslobj.getpeercert(binary_form)

    def get_verified_chain(self):
        """The verified chain of certificates in DER form."""
        return _chain_bytes(self._sslobj.get_verified_chain())

    def get_unverified_chain(self):
        """The chain of certificates as the other side sent it, in DER form."""
        return _chain_bytes(self._sslobj.get_unverified_chain())

    def selected_npn_protocol(self):
        """None: NPN has been superseded by ALPN."""
        warnings.warn('ssl NPN is deprecated, use ALPN instead', DeprecationWarning, stacklevel=2)

    def selected_alpn_protocol(self):
        """The protocol that ALPN chose, or None."""
        return self._sslobj.selected_alpn_protocol()

    def cipher(self):
        """(name, protocol, bits) of the cipher, or None."""
        return self._sslobj.cipher()

    def shared_ciphers(self):
        """The ciphers that both sides know, or None."""
        return self._sslobj.shared_ciphers()

    def compression(self):
        """Name of the compression, or None."""
        return self._sslobj.compression()

    def pending(self):
        """How many bytes can be read at once."""
        return self._sslobj.pending()

    def do_handshake(self):
        """Starts the TLS session."""
        self._sslobj.do_handshake()

    def unwrap(self):
        """Ends the TLS session."""
        return self._sslobj.shutdown()

    def get_channel_binding(self, cb_type='tls-unique'):
        """Channel binding data, or None before the handshake."""
        return self._sslobj.get_channel_binding(cb_type)

    def version(self):
        """Name of the protocol version, or None before the handshake."""
        return self._sslobj.version()

    def verify_client_post_handshake(self):
        """Asks a TLS 1.3 client for its certificate."""
        return self._sslobj.verify_client_post_handshake()


def _check_sslobject_params(server_side, context=None, server_hostname=None, session=None):
    if server_side:
        if server_hostname:
            raise ValueError('server_hostname can only be specified in client mode')
        if session is not None:
            raise ValueError('session can only be specified in client mode')
    if context.check_hostname and not server_hostname:
        raise ValueError('check_hostname requires server_hostname')


def _sslcopydoc(func):
    """SSLSocket's methods are documented where SSLObject has them."""
    func.__doc__ = getattr(SSLObject, func.__name__).__doc__
    return func


class SSLSocket(socket):
    """A socket that speaks TLS once it is connected."""

    def __init__(self, *args, **kwargs):
        raise TypeError(f'{self.__class__.__name__} does not have a public '
                        f'constructor. Instances are returned by SSLContext.wrap_socket().')

    @classmethod
    def _create(cls, sock, server_side=False, do_handshake_on_connect=True, suppress_ragged_eofs=True,
                server_hostname=None, context=None, session=None):
        if sock.getsockopt(SOL_SOCKET, SO_TYPE) != SOCK_STREAM:
            raise NotImplementedError('only stream sockets are supported')
        _check_sslobject_params(server_side, context, server_hostname, session)
        timeout = sock.gettimeout()
        self = cls.__new__(cls)
        socket.__init__(self, family=sock.family, type=sock.type, proto=sock.proto, fileno=sock.fileno())
        # From here on the descriptor is ours.
        sock.detach()
        try:
            self._context = context
            self._session = session
            self._closed = False
            self._sslobj = None
            self.server_side = server_side
            self.server_hostname = context._encode_hostname(server_hostname)
            self.do_handshake_on_connect = do_handshake_on_connect
            self.suppress_ragged_eofs = suppress_ragged_eofs
            self._connected = self._has_peer()
            self.settimeout(timeout)
            if self._connected:
                self._start()
        except:
            try:
                self.close()
            except OSError:
                pass
            raise
        return self

    def _has_peer(self):
        """Is there somebody at the other end? A connection that ended with bytes unread must not become a TLS socket: the plain bytes
        would pass for decrypted ones."""
        try:
            self.getpeername()
        except OSError as exc:
            if exc.errno != errno.ENOTCONN:
                raise
            reason = exc
        else:
            return True
        blocking = self.getblocking()
        self.setblocking(False)
        try:
            leftover = socket.recv(self, 1)
        except OSError as exc:
            if exc.errno not in (errno.ENOTCONN, errno.EINVAL):
                raise
            leftover = b''
        self.setblocking(blocking)
        if leftover:
            text = 'Closed before TLS handshake with data in recv buffer.'
            error = SSLError(reason.errno, text)
            error.reason = text
            error.library = None
            try:
                self.close()
            except OSError:
                pass
            try:
                raise error
            finally:
                error = None
        return False

    def _wrap(self):
        return self._context._wrap_socket(self, self.server_side, self.server_hostname, owner=self, session=self._session)

    def _start(self):
        self._sslobj = self._wrap()
        if self.do_handshake_on_connect:
            if self.gettimeout() == 0.0:
                raise ValueError('do_handshake_on_connect should not be specified for non-blocking sockets')
            self.do_handshake()

    @property
    @_sslcopydoc
    def context(self):
        return self._context

    @context.setter
    def context(self, ctx):
        self._context = ctx
        self._sslobj.context = ctx

    @property
    @_sslcopydoc
    def session(self):
        if self._sslobj is not None:
            return self._sslobj.session

    @session.setter
    def session(self, session):
        self._session = session
        if self._sslobj is not None:
            self._sslobj.session = session

    @property
    @_sslcopydoc
    def session_reused(self):
        if self._sslobj is not None:
            return self._sslobj.session_reused

    def dup(self):
        raise NotImplementedError("Can't dup() %s instances" % self.__class__.__name__)

    def _checkClosed(self, msg=None):
        # A hook of earlier times; subclasses may fill it.
        pass

    def _check_connected(self):
        if not self._connected:
            # Raises ENOTCONN if there is no peer indeed.
            self.getpeername()

    def read(self, len=1024, buffer=None):
        """Up to `len` bytes, or how many of them went into `buffer`; nothing at the end."""
        self._checkClosed()
        if self._sslobj is None:
            raise ValueError('Read on closed or unwrapped SSL socket.')
        try:
            if buffer is None:
                return self._sslobj.read(len)
            return self._sslobj.read(len, buffer)
        except SSLError as exc:
            if not self.suppress_ragged_eofs or exc.args[0] != SSL_ERROR_EOF:
                raise
            return b'' if buffer is None else 0

    def write(self, data):
        """Takes bytes; gives how many were taken."""
        self._checkClosed()
        if self._sslobj is None:
            raise ValueError('Write on closed or unwrapped SSL socket.')
        return self._sslobj.write(data)

    @_sslcopydoc
    def getpeercert(self, binary_form=False):
        self._checkClosed()
        self._check_connected()
        return self._sslobj.getpeercert(binary_form)

    @_sslcopydoc
    def get_verified_chain(self):
        return _chain_bytes(self._sslobj.get_verified_chain())

    @_sslcopydoc
    def get_unverified_chain(self):
        return _chain_bytes(self._sslobj.get_unverified_chain())

    @_sslcopydoc
    def selected_npn_protocol(self):
        self._checkClosed()
        warnings.warn('ssl NPN is deprecated, use ALPN instead', DeprecationWarning, stacklevel=2)
        return None

    @_sslcopydoc
    def selected_alpn_protocol(self):
        self._checkClosed()
        return None if self._sslobj is None else self._sslobj.selected_alpn_protocol()

    @_sslcopydoc
    def cipher(self):
        self._checkClosed()
        return None if self._sslobj is None else self._sslobj.cipher()

    @_sslcopydoc
    def shared_ciphers(self):
        self._checkClosed()
        return None if self._sslobj is None else self._sslobj.shared_ciphers()

    @_sslcopydoc
    def compression(self):
        self._checkClosed()
        return None if self._sslobj is None else self._sslobj.compression()

    def _refuse_flags(self, flags, call):
        if flags != 0:
            raise ValueError(f'non-zero flags not allowed in calls to {call}() on {self.__class__}')

    def send(self, data, flags=0):
        self._checkClosed()
        if self._sslobj is None:
            return super().send(data, flags)
        self._refuse_flags(flags, 'send')
        return self._sslobj.write(data)

    def sendto(self, data, flags_or_addr, addr=None):
        self._checkClosed()
        if self._sslobj is not None:
            raise ValueError('sendto not allowed on instances of %s' % self.__class__)
        if addr is None:
            return super().sendto(data, flags_or_addr)
        return super().sendto(data, flags_or_addr, addr)

    def sendmsg(self, *args, **kwargs):
        # Python's own refusal, since the plain method would send past the encryption.
        raise NotImplementedError('sendmsg not allowed on instances of %s' % self.__class__)

    def sendall(self, data, flags=0):
        self._checkClosed()
        if self._sslobj is None:
            return super().sendall(data, flags)
        self._refuse_flags(flags, 'sendall')
        if type(data) is bytes:
            # Most often one record takes it all.
            sent = self.send(data)
            if sent == len(data):
                return
            data = memoryview(data)[sent:]
        with memoryview(data) as view, view.cast('B') as rest:
            sent, total = 0, len(rest)
            while sent < total:
                sent += self.send(rest[sent:])

    def sendfile(self, file, offset=0, count=None):
        """Sends a file; gives how many bytes were sent."""
        if self._sslobj is not None:
            return self._sendfile_use_send(file, offset, count)
        return super().sendfile(file, offset, count)

    def recv(self, buflen=1024, flags=0):
        self._checkClosed()
        if self._sslobj is None:
            return super().recv(buflen, flags)
        self._refuse_flags(flags, 'recv')
        return self.read(buflen)

    def recv_into(self, buffer, nbytes=None, flags=0):
        self._checkClosed()
        if nbytes is None:
            if buffer is None:
                nbytes = 1024
            else:
                with memoryview(buffer) as view:
                    nbytes = view.nbytes or 1024
        if self._sslobj is None:
            return super().recv_into(buffer, nbytes, flags)
        self._refuse_flags(flags, 'recv_into')
        return self.read(nbytes, buffer)

    def recvfrom(self, buflen=1024, flags=0):
        self._checkClosed()
        if self._sslobj is not None:
            raise ValueError('recvfrom not allowed on instances of %s' % self.__class__)
        return super().recvfrom(buflen, flags)

    def recvfrom_into(self, buffer, nbytes=None, flags=0):
        self._checkClosed()
        if self._sslobj is not None:
            raise ValueError('recvfrom_into not allowed on instances of %s' % self.__class__)
        return super().recvfrom_into(buffer, nbytes, flags)

    def recvmsg(self, *args, **kwargs):
        raise NotImplementedError('recvmsg not allowed on instances of %s' % self.__class__)

    def recvmsg_into(self, *args, **kwargs):
        raise NotImplementedError('recvmsg_into not allowed on instances of %s' % self.__class__)

    @_sslcopydoc
    def pending(self):
        self._checkClosed()
        return 0 if self._sslobj is None else self._sslobj.pending()

    def shutdown(self, how):
        self._checkClosed()
        self._sslobj = None
        super().shutdown(how)

    def _native(self):
        if not self._sslobj:
            raise ValueError('No SSL wrapper around ' + str(self))
        return self._sslobj

    @_sslcopydoc
    def unwrap(self):
        plain = self._native().shutdown()
        self._sslobj = None
        return plain

    @_sslcopydoc
    def verify_client_post_handshake(self):
        return self._native().verify_client_post_handshake()

    def _real_close(self):
        self._sslobj = None
        super()._real_close()

    @_sslcopydoc
    def do_handshake(self, block=False):
        self._check_connected()
        timeout = self.gettimeout()
        try:
            if timeout == 0.0 and block:
                self.settimeout(None)
            self._sslobj.do_handshake()
        finally:
            self.settimeout(timeout)

    def _real_connect(self, addr, connect_ex):
        if self.server_side:
            raise ValueError("can't connect in server-side mode")
        if self._connected or self._sslobj is not None:
            raise ValueError('attempt to connect already-connected SSLSocket!')
        self._sslobj = self._wrap()
        try:
            if connect_ex:
                code = super().connect_ex(addr)
            else:
                code = None
                super().connect(addr)
            if not code:
                self._connected = True
                if self.do_handshake_on_connect:
                    self.do_handshake()
            return code
        except (OSError, ValueError):
            self._sslobj = None
            raise

    def connect(self, addr):
        """Connects to a remote address and, unless asked not to, starts the TLS session."""
        self._real_connect(addr, False)

    def connect_ex(self, addr):
        """As connect(), giving an error number."""
        return self._real_connect(addr, True)

    def accept(self):
        """A connection of a client, with TLS on it, and the client's address."""
        plain, addr = super().accept()
        return self.context.wrap_socket(plain, do_handshake_on_connect=self.do_handshake_on_connect,
                                        suppress_ragged_eofs=self.suppress_ragged_eofs, server_side=True), addr

    @_sslcopydoc
    def get_channel_binding(self, cb_type='tls-unique'):
        if self._sslobj is not None:
            return self._sslobj.get_channel_binding(cb_type)
        if cb_type not in CHANNEL_BINDING_TYPES:
            raise ValueError(f'{cb_type} channel binding type not implemented')
        return None

    @_sslcopydoc
    def version(self):
        return None if self._sslobj is None else self._sslobj.version()


SSLContext.sslsocket_class = SSLSocket
SSLContext.sslobject_class = SSLObject


# Certificates as text.

_MONTHS = ('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec')


def cert_time_to_seconds(cert_time):
    """Seconds since 1970 of a time as getpeercert() shows it: "Jan  5 09:34:43 2018 GMT"."""
    from calendar import timegm
    from time import strptime
    rest = ' %d %H:%M:%S %Y GMT'
    # The names of the months are English whatever the locale is.
    month = cert_time[:3].lower()
    if month not in _MONTHS:
        raise ValueError('time data %r does not match format "%%b%s"' % (cert_time, rest))
    parsed = strptime(cert_time[3:], rest)
    # Second 60 is legal: timegm counts on.
    return timegm((parsed.tm_year, _MONTHS.index(month) + 1) + parsed[2:6])


PEM_HEADER = '-----BEGIN CERTIFICATE-----'
PEM_FOOTER = '-----END CERTIFICATE-----'


def DER_cert_to_PEM_cert(der_cert_bytes):
    """A certificate in binary form as text."""
    text = base64.standard_b64encode(der_cert_bytes).decode('ascii')
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return '\n'.join([PEM_HEADER, *lines, PEM_FOOTER, ''])


def PEM_cert_to_DER_cert(pem_cert_string):
    """A certificate in text form as bytes."""
    if not pem_cert_string.startswith(PEM_HEADER):
        raise ValueError('Invalid PEM encoding; must start with %s' % PEM_HEADER)
    text = pem_cert_string.strip()
    if not text.endswith(PEM_FOOTER):
        raise ValueError('Invalid PEM encoding; must end with %s' % PEM_FOOTER)
    return base64.decodebytes(text[len(PEM_HEADER):-len(PEM_FOOTER)].encode('ASCII', 'strict'))


def get_server_certificate(addr, ssl_version=PROTOCOL_TLS_CLIENT, ca_certs=None, timeout=_GLOBAL_DEFAULT_TIMEOUT):
    """The certificate of the server at (host, port) as text; it is verified if `ca_certs` names a file of certificates to trust."""
    host, port = addr
    context = _create_stdlib_context(ssl_version, cert_reqs=CERT_NONE if ca_certs is None else CERT_REQUIRED, cafile=ca_certs)
    with create_connection(addr, timeout=timeout) as plain, context.wrap_socket(plain, server_hostname=host) as wrapped:
        return DER_cert_to_PEM_cert(wrapped.getpeercert(True))


def get_protocol_name(protocol_code):
    return _PROTOCOL_NAMES.get(protocol_code, '<unknown>')

"""TLS over sockets. All of it rests on the native module `_ssl`; a taipan without that module has no TLS, as a CPython built without OpenSSL."""

import _ssl

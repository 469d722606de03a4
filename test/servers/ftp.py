"""ftplib against vsftpd: plain and over TLS; lists, downloads, uploads both ways, errors."""

import ftplib
import io
import os
import ssl
import sys

_folder, ca, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
data = os.urandom(300_000)


def use(ftp):
    assert "Login successful" in ftp.login()
    assert ftp.pwd() == "/"
    assert sorted(ftp.nlst()) == ["in", "poem.txt"]
    lines = []
    ftp.retrlines("RETR poem.txt", lines.append)
    assert lines == ["one line", "and another"]
    listing = []
    ftp.dir(listing.append)
    assert len(listing) == 2 and listing[1].endswith("poem.txt")
    ftp.cwd("in")
    for passive in True, False:
        ftp.set_pasv(passive)
        assert ftp.storbinary("STOR random.bin", io.BytesIO(data)).startswith("226")
        assert ftp.size("random.bin") == len(data)
        back = bytearray()
        ftp.retrbinary("RETR random.bin", back.extend)
        assert back == data
        tail = bytearray()
        ftp.retrbinary("RETR random.bin", tail.extend, rest=299_000)
        assert tail == data[299_000:]
        ftp.delete("random.bin")
    assert ftp.mkd("below") == "/in/below"
    ftp.rename("below", "other")
    assert ftp.nlst() == ["other"]
    ftp.rmd("other")
    try:
        ftp.retrbinary("RETR missing", print)
    except ftplib.error_perm as e:
        assert str(e).startswith("550"), e
    else:
        raise AssertionError("no error")
    assert ftp.quit().startswith("221")


with ftplib.FTP(timeout=20) as ftp:
    assert ftp.connect("127.0.0.1", port).startswith("220 (vsFTPd")
    use(ftp)

context = ssl.create_default_context(cafile=ca)
# vsftpd wants the session of the control connection for the data, and TLS 1.3 has others for each.
context.maximum_version = ssl.TLSVersion.TLSv1_2


class Reusing(ftplib.FTP_TLS):
    def ntransfercmd(self, cmd, rest=None):
        conn, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        if self._prot_p:
            conn = self.context.wrap_socket(conn, server_hostname=self.host, session=self.sock.session)
        return conn, size


with Reusing(context=context, timeout=20) as ftp:
    ftp.connect("localhost", port)
    assert ftp.auth().startswith("234")
    assert ftp.sock.version() == "TLSv1.2"
    ftp.prot_p()
    use(ftp)
print("all well")

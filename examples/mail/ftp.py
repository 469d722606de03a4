"""Files by FTP: a list, a download, an upload, errors.

    ftp.py                      check, with a server in this program
    ftp.py HOST [FOLDER]        lists a folder of a real server, as anonymous
"""

import ftplib
import io
import os
import sys
import tempfile

from _servers import Ftp, start


def main():
    with tempfile.TemporaryDirectory() as folder, start(Ftp, folder) as server:
        with open(os.path.join(folder, "poem.txt"), "w") as f:
            f.write("one line\nand another\n")
        with ftplib.FTP(timeout=30) as ftp:
            print(ftp.connect(*server.server_address))
            try:
                ftp.login("me", "guess")
            except ftplib.error_perm as e:
                print("refused:", e)
            print(ftp.login("me", "secret"), ftp.pwd())
            data = os.urandom(200_000)
            print(ftp.storbinary("STOR random.bin", io.BytesIO(data)))
            print(ftp.nlst(), ftp.size("random.bin"))
            back = bytearray()
            ftp.retrbinary("RETR random.bin", back.extend)
            print(back == data)
            ftp.retrlines("RETR poem.txt", lambda line: print(" ", line))
            try:
                ftp.retrbinary("RETR missing", back.extend)
            except ftplib.error_perm as e:
                print("error:", e)
            print(ftp.delete("poem.txt"), ftp.nlst())
        server.shutdown()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        with ftplib.FTP(sys.argv[1]) as ftp:
            ftp.login()
            ftp.dir(*sys.argv[2:])
    else:
        main()

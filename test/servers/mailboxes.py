"""imaplib and poplib against dovecot: plain, STARTTLS and TLS from the start; folders, searches, flags, messages of 8-bit text, waiting for mail."""

import email
import imaplib
import poplib
import ssl
import sys
import time

_folder, ca = sys.argv[1:3]
imap, imaps, pop, pops = map(int, sys.argv[3:])
context = ssl.create_default_context(cafile=ca)
MESSAGE = "Subject: {}\r\nFrom: me@example.org\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n"


def ok(answer):
    kind, data = answer
    assert kind == "OK", answer
    return data


def use_imap(client, user):
    try:
        client.login(user, "guess")
    except imaplib.IMAP4.error as e:
        assert "AUTHENTICATIONFAILED" in str(e), e
    else:
        raise AssertionError("no error")
    ok(client.login(user, "secret"))
    assert "IDLE" in client.capabilities
    for number in range(5):
        ok(client.append("INBOX", r"(\Seen)" if number == 3 else None, imaplib.Time2Internaldate(time.time()), MESSAGE.format(f"number {number}").encode()))
    assert ok(client.select()) == [b"5"]
    assert ok(client.search(None, "SEEN")) == [b"4"]
    assert ok(client.search(None, "SUBJECT", '"number 2"')) == [b"3"]
    ((head, body), end) = ok(client.fetch("2", "(RFC822.SIZE BODY.PEEK[])"))
    assert body == MESSAGE.format("number 1").encode() and end == b")", (head, end)
    assert email.message_from_bytes(body).get_payload(decode=True).decode() == "Grüße\r\n"
    ok(client.create("Archive"))
    ok(client.copy("1:2", "Archive"))
    ok(client.store("1:2", "+FLAGS", r"(\Deleted)"))
    expunged = ok(client.expunge())
    assert expunged in ([b"1", b"1"], [b"2", b"1"]), expunged
    assert sorted(line.split()[-1] for line in ok(client.list())) == [b"Archive", b"INBOX"]
    assert ok(client.status("Archive", "(MESSAGES)")) == [b"Archive (MESSAGES 2)"]
    ok(client.select("Archive", readonly=True))
    assert len(ok(client.uid("search", None, "ALL"))[0].split()) == 2
    ok(client.close())
    ok(client.delete("Archive"))
    kind, data = client.select("Archive")
    assert kind == "NO", (kind, data)
    ok(client.select())
    with client.idle(duration=20) as idler:
        other = imaplib.IMAP4("127.0.0.1", imap)
        other.login(user, "secret")
        ok(other.append("INBOX", None, None, MESSAGE.format("late").encode()))
        other.logout()
        for kind, data in idler:
            if kind == "EXISTS":
                break
    assert data == [b"4"], data
    assert client.logout()[0] == "BYE"


def use_pop(client, user):
    client.user(user)
    try:
        client.pass_("guess")
    except poplib.error_proto as e:
        assert b"AUTH" in e.args[0], e
    else:
        raise AssertionError("no error")
    client.user(user)
    client.pass_("secret")
    assert client.stat()[0] == 4
    assert [line.split()[0] for line in client.list()[1]] == [b"1", b"2", b"3", b"4"]
    assert b"Subject: number 2" in client.retr(1)[1]
    assert client.top(4, 0)[1][0] == b"Subject: late"
    assert len(set(client.uidl()[1])) == 4
    client.dele(1)
    client.rset()
    assert client.stat()[0] == 4
    client.quit()


use_imap(imaplib.IMAP4("localhost", imap, timeout=20), "ann")
client = imaplib.IMAP4("localhost", imap, timeout=20)
client.starttls(context)
use_imap(client, "bob")
use_imap(imaplib.IMAP4_SSL("localhost", imaps, ssl_context=context, timeout=20), "eve")
use_pop(poplib.POP3("localhost", pop, timeout=20), "ann")
client = poplib.POP3("localhost", pop, timeout=20)
client.stls(context)
use_pop(client, "bob")
use_pop(poplib.POP3_SSL("localhost", pops, context=context, timeout=20), "eve")
print("all well")

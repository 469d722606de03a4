"""smtplib against exim4: a message with attachments, plain and after STARTTLS, arrives in a mail folder; refused receivers."""

import email.policy
import mailbox
import os
import smtplib
import ssl
import sys
import time
from email.message import EmailMessage

folder, ca, port = sys.argv[1], sys.argv[2], int(sys.argv[3])


def compose(subject):
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Me <me@example.org>"
    message["To"] = "ann@localhost, nobody@localhost"
    message.set_content("Grüße,\n.and a line that begins with a dot.\n")
    message.add_attachment(bytes(range(256)) * 40, maintype="image", subtype="png", filename="picture.png")
    return message


def send(client, subject):
    refused = client.send_message(compose(subject))
    assert list(refused) == ["nobody@localhost"] and refused["nobody@localhost"][0] == 550, refused
    try:
        client.sendmail("me@example.org", ["nobody@localhost"], "x")
    except smtplib.SMTPRecipientsRefused as e:
        assert list(e.recipients) == ["nobody@localhost"]
    else:
        raise AssertionError("no error")


with smtplib.SMTP("localhost", port, timeout=20) as client:
    assert client.ehlo()[0] == 250 and client.has_extn("size")
    assert client.noop()[0] == 250
    send(client, "plain Übung")

with smtplib.SMTP("localhost", port, timeout=20) as client:
    assert client.starttls(context=ssl.create_default_context(cafile=ca))[0] == 220
    assert client.sock.version().startswith("TLS")
    send(client, "secret")

path = os.path.join(folder, "box", "ann")
for _ in range(200):
    if os.path.isdir(path) and len(box := mailbox.Maildir(path, create=False)) == 2:
        break
    time.sleep(0.1)
else:
    raise AssertionError("nothing arrived: " + open(os.path.join(folder, "spool/log/mainlog")).read())
found = {}
for key in box.keys():
    message = email.message_from_bytes(box.get_bytes(key), policy=email.policy.default)
    text, picture = message.iter_parts()
    assert text.get_content() == "Grüße,\n.and a line that begins with a dot.\n", text.get_content()
    assert picture.get_filename() == "picture.png" and picture.get_content() == bytes(range(256)) * 40
    found[message["subject"]] = message["received"]
assert sorted(found) == ["plain Übung", "secret"], found
assert "tls TLS" in found["secret"].replace("\n", " ") or "esmtps" in found["secret"], found
print("all well")

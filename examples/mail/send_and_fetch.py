"""A message with text, HTML and an attached file goes out by SMTP and comes back by POP3.

    send_and_fetch.py                       check, with servers in this program
    send_and_fetch.py HOST PORT FROM TO     sends the message by a real server
"""

import email
import email.policy
import poplib
import smtplib
import sys
from email.message import EmailMessage
from email.utils import parseaddr

from _servers import Pop, Smtp, start


def compose(sender, receivers):
    message = EmailMessage()
    message["Subject"] = "Übung: a message with everything"
    message["From"] = f"Me <{sender}>"
    message["To"] = ", ".join(receivers)
    message.set_content("Grüße,\n.and a line that begins with a dot.\n")
    message.add_alternative("<p>Grüße, <b>in bold</b></p>\n", subtype="html")
    message.add_attachment(bytes(range(200)), maintype="image", subtype="png", filename="picture.png")
    return message


def show(data):
    message = email.message_from_bytes(data, policy=email.policy.default)
    print(message["subject"], "|", parseaddr(message["from"]), "|", message["to"])
    for part in message.walk():
        if part.is_multipart():
            print(part.get_content_type())
        else:
            content = part.get_content()
            print("   ", part.get_content_type(), part.get_filename(), repr(content) if isinstance(content, str) else len(content))


def main():
    box = []
    with start(Smtp, box) as smtp, start(Pop, box) as pop:
        with smtplib.SMTP(*smtp.server_address, timeout=30) as client:
            print(client.ehlo()[0], client.has_extn("size"))
            print(client.send_message(compose("me@example.org", ["ann@example.org", "nobody@example.org"])))
            try:
                client.sendmail("me@example.org", ["nobody@example.org"], "x")
            except smtplib.SMTPRecipientsRefused as e:
                print(type(e).__name__, e)
        print(box[0][0])

        client = poplib.POP3(*pop.server_address, timeout=30)
        client.user("ann")
        try:
            client.pass_("guess")
        except poplib.error_proto as e:
            print(e)
        client.pass_("secret")
        print(client.stat()[0])
        show(b"\r\n".join(client.retr(1)[1]))
        print(client.quit())
        smtp.shutdown(), pop.shutdown()


if __name__ == "__main__":
    if len(sys.argv) == 5:
        with smtplib.SMTP(sys.argv[1], int(sys.argv[2])) as client:
            client.send_message(compose(sys.argv[3], [sys.argv[4]]))
    else:
        main()

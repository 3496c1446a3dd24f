"""An e-mail by a server of the operator's."""

import os
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from pipeline.notify.failure import NotTold
from pipeline.settings_file import PASSWORD_VARIABLE, EmailSettings, Security

PATIENCE = 15.0  # seconds for each step of the talk with the server
PORTS = {Security.STARTTLS: 587, Security.SSL: 465, Security.NONE: 25}


def send(settings: EmailSettings, subject: str, body: str) -> None:
    """Send it to all recipients. Raises NotTold, smtplib.SMTPException, OSError."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.sender, ", ".join(settings.to), subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=settings.sender.partition("@")[2])
    message.set_content(body)
    with _connected(settings) as server:
        _log_in(server, settings)
        server.send_message(message)


def _connected(settings: EmailSettings) -> smtplib.SMTP:
    port = settings.port or PORTS[settings.security]
    if settings.security is Security.SSL:
        return smtplib.SMTP_SSL(settings.host, port, timeout=PATIENCE, context=ssl.create_default_context())
    server = smtplib.SMTP(settings.host, port, timeout=PATIENCE)
    if settings.security is Security.STARTTLS:
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server


def _log_in(server: smtplib.SMTP, settings: EmailSettings) -> None:
    if settings.user is None:
        return
    password = os.environ.get(PASSWORD_VARIABLE)
    if not password:
        raise NotTold(f"{PASSWORD_VARIABLE} is not set")
    try:
        server.login(settings.user, password)
    except smtplib.SMTPAuthenticationError:
        raise NotTold(f"the mail server refuses the user with the password of {PASSWORD_VARIABLE}") from None

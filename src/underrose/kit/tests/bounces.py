"""Reports as mail servers write them, about a letter whose way back and Message-ID are put in."""

POSTFIX = """Return-Path: <>
Delivered-To: {way_back}
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {way_back}
Auto-Submitted: auto-replied
Message-ID: <1@mx.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.net. canary-address@b.example could not be delivered to.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; canary-address@b.example
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <canary-address@b.example>: Recipient address
    rejected: User unknown

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
--b--
"""
DELAYED = POSTFIX.replace("Action: failed", "Action: delayed").replace("550 5.1.1", "450 4.7.1")
EXIM = """Return-Path: <>
Delivered-To: {way_back}
X-Failed-Recipients: canary-address@b.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example.net>
To: {way_back}
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1@mx.example.net>

This message was created automatically by mail delivery software.

  canary-address@b.example
    host mx.b.example [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<canary-address@b.example>:
    550 5.1.1 <canary-address@b.example>... User unknown

------ This is a copy of the message, including all the headers. ------

Message-ID: {message_id}
Subject: 553 5.7.9 words of our own letter
"""
EXIM_DELAY = """Return-Path: <>
Delivered-To: {way_back}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example.net>
Subject: Warning: message 1aB delayed 24 hours

A message that you sent has not yet been delivered. No action is required on your part.
Delivery attempts will continue for some time.

Message-ID: {message_id}
"""
QMAIL = """Return-Path: <>
Delivered-To: {way_back}
From: MAILER-DAEMON@mx.example.net
To: {way_back}
Subject: failure notice

Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.

<canary-address@b.example>:
192.0.2.7 does not like recipient.
Remote host said: 550 no mailbox by that name
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

Return-Path: <{way_back}>
Message-ID: {message_id}
"""
EXCHANGE = """From: Microsoft Outlook <postmaster@b.example>
To: {way_back}
Subject: Undeliverable: Invitation
X-MS-Exchange-Message-Is-Ndr:
In-Reply-To: {message_id}
Message-ID: <x@b.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PGh0bWw+PGJvZHk+PHA+RGVsaXZlcnkgaGFzIGZhaWxlZCB0byB0aGVzZSByZWNpcGllbnRzOjwvcD48cD5jYW5hcnktYWRkcmVzc0BiLmV4
YW1wbGU8L3A+PHA+RGlhZ25vc3RpYyBpbmZvcm1hdGlvbiBmb3IgYWRtaW5pc3RyYXRvcnM6PC9wPjxwPlJlbW90ZSBTZXJ2ZXIgcmV0dXJu
ZWQgJzU1MCA1LjEuMTAgUkVTT0xWRVIuQURSLlJlY2lwaWVudE5vdEZvdW5kOyBub3QgZm91bmQnPC9wPjwvYm9keT48L2h0bWw+
"""
ENCODED_STATUS = """Return-Path: <>
From: postmaster@mx.example.net
To: {way_back}
Subject: Returned mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status
Content-Transfer-Encoding: base64

UmVwb3J0aW5nLU1UQTogZG5zOyBteAoKQWN0aW9uOiBmYWlsZWQKU3RhdHVzOiA1LjIuMgo=
--b
Content-Type: message/rfc822

Message-ID: {message_id}
Subject: Invitation

Text
--b--
"""
RELAYED = POSTFIX.replace("Action: failed", "Action: delivered")
VACATION = """Return-Path: <canary-address@b.example>
From: Canary Person <canary-address@b.example>
To: {way_back}
Subject: Out of office
Auto-Submitted: auto-replied
In-Reply-To: {message_id}

I am away until Monday.
"""
VACATION_OF_EXCHANGE = VACATION.replace("Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All")
VACATION_OF_OLD = VACATION.replace("Auto-Submitted: auto-replied", "Precedence: auto_reply")
REPLY = """Return-Path: <canary-address@b.example>
Delivered-To: {way_back}
From: =?utf-8?q?Canary_Pers=C3=B6n?= <canary-address@b.example>
To: {way_back}
Subject: =?utf-8?q?Re=3A_Gr=C3=BC=C3=9Fe?=
Message-ID: <r1@b.example>
In-Reply-To: {message_id}
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

I shall come with my colleague; caf=E9 at nine?=20=0D=0A
--b
Content-Type: text/html; charset=utf-8

<p>not this</p>
--b--
"""
HTML_REPLY = """From: canary-address@b.example
In-Reply-To: {message_id}
Content-Type: text/html; charset=unknown-8bit

<html><head><title>t</title><style>p{{}}</style></head><body><p>Yes &amp; gladly.<br>L.</p><script>x</script></body></html>
"""
CALENDAR_REPLY = """From: canary-address@b.example
In-Reply-To: {message_id}
MIME-Version: 1.0
Content-Type: text/calendar; method=REPLY; charset=utf-8

BEGIN:VCALENDAR
METHOD:REPLY
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED:mailto:canary-address@b.example
END:VEVENT
END:VCALENDAR
"""

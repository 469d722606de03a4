f"a{x!r:>{w}}b{y=}" "c" r"\d" u"u"; b"\x00" rb"\d"

"""Reading markup: html.parser events, html.escape, a table of contents and an event list from a page."""
import html
import textwrap
from html.entities import name2codepoint
from html.parser import HTMLParser

PAGE = """<!DOCTYPE html>
<html>
<head><title>Events &amp; more</title><!-- a comment --><script>if (a < b) { alert("x"); }</script></head>
<body class=main data-x='1' hidden>
  <h1 id="top">Python &ndash; events</h1>
  <ul class="list-recent-events menu">
    <li><h3 class="event-title"><a href="/events/1/">PyCon <b>Graz</b></a></h3>
      <p><time datetime="2024-05-15">15 May</time> <span class="event-location">Graz, Austria</span></p></li>
    <li><h3 class="event-title"><a href='/events/2/?a=1&amp;b=2'>PyData</a></h3>
      <p><time datetime="2024-06-01">1 June</time> <span class="event-location">&#x5317;&#20140; caf&eacute;</span></p></li>
  </ul>
  <br/><img src=x.png alt="a > b">
  <p>unclosed <i>text
</body></html>
"""


class Printer(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print("start", tag, attrs)

    def handle_endtag(self, tag):
        print("end  ", tag)

    def handle_startendtag(self, tag, attrs):
        print("empty", tag, attrs)

    def handle_data(self, data):
        if data.strip():
            print("data ", repr(data.strip()), self.getpos())

    def handle_comment(self, data):
        print("comment", repr(data))

    def handle_decl(self, decl):
        print("decl ", decl)


class EventFinder(HTMLParser):
    """Collects title, link, day and place of each list item."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.events = []
        self.field = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        match tag, attrs:
            case "h3", {"class": "event-title"}:
                self.events.append({"title": "", "place": ""})
                self.field = "title"
            case "a", {"href": link} if self.field == "title":
                self.events[-1]["link"] = link
            case "time", {"datetime": day}:
                self.events[-1]["day"] = day
            case "span", {"class": "event-location"}:
                self.field = "place"

    def handle_endtag(self, tag):
        if tag in ("h3", "span"):
            self.field = None

    def handle_data(self, data):
        if self.field is not None:
            self.events[-1][self.field] += data


def main():
    parser = Printer()
    for start in range(0, len(PAGE), 50):
        parser.feed(PAGE[start:start + 50])
    parser.close()
    finder = EventFinder()
    finder.feed(PAGE)
    for event in sorted(finder.events, key=lambda e: e["day"], reverse=True):
        print(f"{event['day']}  {event['title']:<12} {event['place']:<16} {event['link']}")
    print(html.escape("<a href=\"x\">'&'</a>"), html.escape('"', quote=False))
    print(html.unescape("&lt;&#65;&#x42;&nbsp;&copy;&notit;&bogus; &amp;amp;"), chr(name2codepoint["euro"]))
    raw = Printer(convert_charrefs=False)
    raw.handle_entityref = lambda name: print("entity", name)
    raw.handle_charref = lambda name: print("char", name)
    raw.feed("<p>a&lt;b &#65; &#x41;</p>")
    print(textwrap.dedent("""
        indented
          more
        """).strip())


main()

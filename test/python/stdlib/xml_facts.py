"""XML through the library: element trees, DOM, SAX, property lists."""
import xml.etree.ElementTree as ET, xml.dom.minidom, xml.sax, plistlib, time
r=ET.fromstring('<a x="1"><b>t</b>u<c/>é</a>'); print(ET.tostring(r), ET.tostring(r,encoding='unicode'))
print(xml.dom.minidom.parseString('<a><b x="1">é</b><!--c--></a>').toxml())
print(plistlib.loads(plistlib.dumps({'a':[1,2.5,'x',b'y',True]})))
for bad in ('<a>','<a>&x;</a>',''):
    try: ET.fromstring(bad)
    except ET.ParseError as e: print(e, e.code, e.position)
print(ET.fromstring('<r xmlns="u" xmlns:p="v"><p:x p:y="1"/></r>')[0].attrib)


class Handler(xml.sax.ContentHandler):
    def startElement(self, name, attrs):
        print("start", name, dict(attrs))

    def endElement(self, name):
        print("end", name)

    def characters(self, content):
        print("text", repr(content))


xml.sax.parseString(b'<?xml version="1.0"?><r a="1">x &lt; <i/>y</r>', Handler())
try:
    xml.sax.parseString(b"<r>", Handler())
except xml.sax.SAXParseException as e:
    print(e)

tree = ET.ElementTree(ET.fromstring("<d><p n='a'/><p n='b'><q>t</q></p></d>"))
print([p.get("n") for p in tree.iterfind(".//p")], tree.find("p[@n='b']/q").text)
ET.indent(tree)
print(ET.tostring(tree.getroot(), encoding="unicode"))
for event, element in ET.iterparse(__import__("io").BytesIO(b"<a><b/><c>1</c></a>"), events=("start", "end")):
    print(event, element.tag)
parser = ET.XMLPullParser(["end"])
for piece in ("<a><b>", "x</b", "></a>"):
    parser.feed(piece)
    print([(e, x.tag, x.text) for e, x in parser.read_events()])
print(ET.canonicalize("<a  b='1' a='2'><c/></a>"))

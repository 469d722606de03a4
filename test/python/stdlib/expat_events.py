"""The events that pyexpat reports for small documents, right and wrong ones, with their places."""
import pyexpat,sys
H=[n for n in dir(pyexpat.ParserCreate()) if n.endswith('Handler') or n=='DefaultHandlerExpand']
H.remove('NotStandaloneHandler')
def run(doc,only=None,ns=None,chunk=None,attrs={},enc=None,ret={}):
    p=pyexpat.ParserCreate(enc,ns) if ns is not None else pyexpat.ParserCreate(enc)
    for k,v in attrs.items(): setattr(p,k,v)
    out=[]
    for n in (H if only is None else only):
        if n in('DefaultHandler','DefaultHandlerExpand','ExternalEntityRefHandler','SkippedEntityHandler') and only is None: continue
        def f(*a,n=n):
            out.append((n.replace('Handler',''),)+a+((p.CurrentLineNumber,p.CurrentColumnNumber,p.CurrentByteIndex)))
            return ret.get(n,1)
        setattr(p,n,f)
    try:
        if chunk:
            for i in range(0,len(doc),chunk): p.Parse(doc[i:i+chunk],False)
            r=p.Parse(doc[:0],True)
        else: r=p.Parse(doc,True)
        out.append(r)
    except LookupError as e: out.append(repr(e))
    except pyexpat.ExpatError as e: out.append(('ERR',str(e),e.code,e.lineno,e.offset,p.ErrorByteIndex))
    return out
D=[b'<a/>',b'<a>x</a>',b'<a>x\ny\r\nz\rw</a>',b'<a b="1" c=\'2\'>t&amp;u&#65;&#x42;</a>',b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<a><!-- c --><?pi d e?><![CDATA[x y\nz]]></a>\n<!--e-->',
b'<!DOCTYPE a SYSTEM "x.dtd"><a/>',b'<!DOCTYPE a PUBLIC "pub" "sys" [<!ENTITY e "v&#38;amp;w"><!ENTITY x SYSTEM "u" NDATA n><!NOTATION n PUBLIC "p"><!NOTATION m SYSTEM "q"><!ELEMENT a (#PCDATA|b)*><!ELEMENT b (c,(d|e)?,f+)><!ELEMENT c EMPTY><!ELEMENT d ANY><!ATTLIST a x CDATA "def" y (p|q) #REQUIRED z ID #IMPLIED w CDATA #FIXED "k"><!-- in --><?pi x?>]><a y="p">&e;</a>',
b'<!DOCTYPE a [<!ENTITY e "<b>x</b>"><!ENTITY f "&e;y">]><a>&f;</a>',b'<!DOCTYPE a [<!ENTITY e "&e;">]><a>&e;</a>',b'<!DOCTYPE a [<!ENTITY % p "<!ENTITY q \'z\'>">%p;]><a>&q;</a>',b'<!DOCTYPE a [<!ENTITY e SYSTEM "f">]><a>&e;</a>',b'<!DOCTYPE a [<!ATTLIST a b NMTOKENS #IMPLIED>]><a b="  x   y "/>',b'<a b=" x\n\ty "/>',
b'<a xmlns="u" xmlns:p="v" p:x="1" y="2"><p:b/></a>',b'<a><b></a>',b'<a>',b'',b' ',b'x',b'<a/><b/>',b'<a/>x',b'<a b="1" b="2"/>',b'<a b=1/>',b'<a b/>',b'<a>&x;</a>',b'<a>&#0;</a>',b'<a>&#xZ;</a>',b'<a>]]></a>',b'<a>\x01</a>',b'<a>\xff</a>',b'<a',b'<a b="',b'<a><!-- -- --></a>',b'<a><!-- ',b'<a><![CDATA[x',b'<a><?pi',b'<a>&am',b' <?xml version="1.0"?><a/>',b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xe9</a>',b'<?xml version="1.0" encoding="cp1252"?><a>\x80</a>','<?xml version="1.0"?><a>é</a>','<a>é</a>'.encode(),'<a>é</a>'.encode('utf-16'),b'\xef\xbb\xbf<a/>',b'<?xml?><a/>',b'<?xml version="2.0"?><a/>',b'<1/>',b'<a:b/>',b'<a>x<b>y</b>z</a>',b'<a b="<"/>',b'<a b="&lt;&#10;&e;"/>',b'<!DOCTYPE a [<!ENTITY e "q<r">]><a b="&e;"/>',b'</a>',b'<a></b>',b'<a></a ><!DOCTYPE x>',b'<!DOCTYPE a><!DOCTYPE b><a/>',b'<!DOCTYPE a [<!ELEMENT a>]><a/>',b'<!DOCTYPE a [ %x; ]><a>&u;</a>',b'<a><?xml x?></a>',b'<a><![foo[]]></a>',b'<a>\n\n<b x="1"\n y="2"/>\n</a>']
for d in D:
    for kw in [{},{'ns':'}'},{'chunk':1},{'only':['DefaultHandler']},{'only':['DefaultHandlerExpand']},{'only':['CharacterDataHandler'],'attrs':{'buffer_text':True}},{'only':['StartElementHandler','SkippedEntityHandler','ExternalEntityRefHandler'],'attrs':{'ordered_attributes':True}}]:
        print(d if isinstance(d,bytes) else ascii(d),kw)
        for x in run(d,**kw): print('    ',ascii(x))
for d in D[13:14]+[b'<p:a/>',b'<a xmlns:p=""/>',b'<a xmlns:xml="x"/>',b'<a xmlns:xmlns="x"/>',b'<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>',b'<a xml:lang="e"/>',b'<a xmlns="u"><b xmlns=""/></a>',b'<a p:x="1"/>',b'<a:b:c xmlns:a="u"/>']:
    for attrs in ({},{'namespace_prefixes':True}):
        print(d,attrs)
        for x in run(d,ns=' ',attrs=attrs): print('    ',ascii(x))

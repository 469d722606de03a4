# What a dropped, unclosed file object wrote is there for whoever looks next.
import os, subprocess, shutil
import tempfile
p = os.path.join(tempfile.mkdtemp(), 'f')
open(p,'w').write('aaa'); open(p,'w').write('b')
print(open(p).read())
open(p,'w').write('aaa'); open(p,'a').write('b')
print(open(p).read())
open(p,'wb').write(b'aaa'); open(p,'wb').write(b'b')
print(open(p).read())
open(p,'w').write('12345')
os.rename(p,p+'x'); print(open(p+'x').read())
open(p,'w').write('12345'); shutil.copy(p,p+'y'); print(open(p+'y').read())
open(p,'w').write('12345'); os.remove(p); print(os.path.exists(p))
open(p,'w').write('echo hi'); os.system('sh '+p)
open(p,'w').write('echo hi3'); print(os.popen('sh '+p).read())
open(p,'w').write('echo hi4'); pid=os.fork()
if pid==0: os.execv('/bin/sh',['sh',p])
os.waitpid(pid,0)
f=open(p,'w'); f.write('zz'); f=None
print(open(p).read())
with open(p,'w') as f: f.write('x')
open(p,'a').write('y'); open(p,'a').write('z'); print(open(p).read())
import mmap
open(p,'w').write('mapped')
with open(p,'r+b') as f:
    m=mmap.mmap(f.fileno(),0); print(m[:]); m.close()

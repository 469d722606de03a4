// The pwd module: users, from /etc/passwd. CPython: Modules/pwdmodule.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { PyList } from '../objects/model/values.ts';
import { asIndex, isInt } from '../objects/ops/number.ts';
import { raise, raiseWith } from '../objects/ops/raise.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { defineStructSeq } from '../objects/types/structseq.ts';
import { KeyError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { fsEncode } from './fsPath.ts';
import { accountLines } from './accounts.ts';

const passwdSeq = defineStructSeq({
  name: 'pwd.struct_passwd',
  doc: 'A user.',
  fields: ['pw_name', 'pw_passwd', 'pw_uid', 'pw_gid', 'pw_gecos', 'pw_dir', 'pw_shell'],
});

const users = (): string[][] => accountLines('/etc/passwd', 7);

function entry([name, password, uid, gid, gecos, home, shell]: string[]): PyObject {
  const text = (s: string | undefined): PyObject => strFromJs(s ?? '');
  return passwdSeq.create([text(name), text(password), Number(uid), Number(gid), text(gecos), text(home), text(shell)]);
}

function byId(uid: PyObject): PyObject {
  if (!isInt(uid) && uid.s_index === undefined) raise(TypeError, `uid should be integer, not ${uid.ob_type.shown}`);
  const n = asIndex(uid);
  if (n < -1 || n > 0xffffffff) raise(KeyError, 'getpwuid(): uid not found');
  const found = users().find((user) => Number(user[2]) === (n === -1 ? 0xffffffff : n));
  return found === undefined ? raiseWith(KeyError, strFromJs(`getpwuid(): uid not found: ${n}`)) : entry(found);
}

function byName(name: string): PyObject {
  if (name.includes('\0')) raise(ValueError, 'embedded null byte');
  // A name that the system cannot have is an error in itself.
  fsEncode(strFromJs(name));
  const found = users().find((user) => user[0] === name);
  return found === undefined ? raiseWith(KeyError, strFromJs(`getpwnam(): name not found: '${name}'`)) : entry(found);
}

export default defineModule({
  name: 'pwd',
  doc: 'Users of the system.',
  functions: [
    fn('getpwuid(uidobj, /)', 'The user with an id.', byId),
    fn('getpwnam(name: text, /)', 'The user with a name.', byName),
    fn('getpwall()', 'All users.', () => new PyList(users().map(entry))),
  ],
  constants: () => ({ struct_passwd: passwdSeq.type }),
});

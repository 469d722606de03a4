// The grp module: groups, from /etc/group. CPython: Modules/grpmodule.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { PyList } from '../objects/model/values.ts';
import { asIndex, isInt } from '../objects/ops/number.ts';
import { raise, raiseWith } from '../objects/ops/raise.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { defineStructSeq } from '../objects/types/structseq.ts';
import { KeyError, OverflowError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { fsEncode } from './fsPath.ts';
import { accountLines } from './accounts.ts';

const groupSeq = defineStructSeq({ name: 'grp.struct_group', doc: 'A group.', fields: ['gr_name', 'gr_passwd', 'gr_gid', 'gr_mem'] });

const groups = (): string[][] => accountLines('/etc/group', 4);

function entry([name, password, gid, members]: string[]): PyObject {
  const list = (members ?? '').split(',').filter((member) => member !== '');
  return groupSeq.create([strFromJs(name ?? ''), strFromJs(password ?? ''), Number(gid), new PyList(list.map(strFromJs))]);
}

function byId(gid: PyObject): PyObject {
  if (!isInt(gid) && gid.s_index === undefined) raise(TypeError, `gid should be integer, not ${gid.ob_type.shown}`);
  const n = asIndex(gid);
  if (n < -1) raise(OverflowError, 'gid is less than minimum');
  if (n > 0xffffffff) raise(OverflowError, 'gid is greater than maximum');
  const found = groups().find((group) => Number(group[2]) === (n === -1 ? 0xffffffff : n));
  return found === undefined ? raiseWith(KeyError, strFromJs(`getgrgid(): gid not found: ${n}`)) : entry(found);
}

function byName(name: string): PyObject {
  if (name.includes('\0')) raise(ValueError, 'embedded null byte');
  // A name that the system cannot have is an error in itself.
  fsEncode(strFromJs(name));
  const found = groups().find((group) => group[0] === name);
  return found === undefined ? raiseWith(KeyError, strFromJs(`getgrnam(): name not found: '${name}'`)) : entry(found);
}

export default defineModule({
  name: 'grp',
  doc: 'Groups of the system.',
  functions: [
    fn('getgrgid(id)', 'The group with an id.', byId),
    fn('getgrnam(name: text)', 'The group with a name.', byName),
    fn('getgrall()', 'All groups.', () => new PyList(groups().map(entry))),
  ],
  constants: () => ({ struct_group: groupSeq.type }),
});

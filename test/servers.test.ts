// The FTP and mail clients of the library against the servers that Debian has: vsftpd, exim4, dovecot. What is not installed, or wants to be
// started by root, is skipped. The programs are in test/servers; each gets the folder of its server and the ports.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';

const root = resolve(process.env.TAIPAN_ROOT ?? '.');
const certificates = join(root, 'test/python/ssl/_certs');

interface Server {
  command: string;
  /** How many ports it listens at. */
  ports: number;
  /** Makes the folders and the configuration; gives the arguments. */
  prepare: (folder: string, ports: readonly number[]) => string[];
}

const servers: Record<string, Server> = {
  ftp: {
    command: '/usr/sbin/vsftpd',
    ports: 1,
    prepare(folder, [port]) {
      for (const name of ['empty', 'files', 'files/in']) mkdirSync(join(folder, name));
      chmodSync(join(folder, 'files/in'), 0o777);
      writeFileSync(join(folder, 'files/poem.txt'), 'one line\nand another\n');
      writeFileSync(
        join(folder, 'conf'),
        `listen=YES\nlisten_address=127.0.0.1\nlisten_port=${port}\nbackground=NO\nanonymous_enable=YES\nno_anon_password=YES\nlocal_enable=NO
anon_root=${folder}/files\nwrite_enable=YES\nanon_upload_enable=YES\nanon_mkdir_write_enable=YES\nanon_other_write_enable=YES\nanon_umask=022
secure_chroot_dir=${folder}/empty\nseccomp_sandbox=NO\nxferlog_enable=NO\nssl_enable=YES\nallow_anon_ssl=YES\nrequire_ssl_reuse=YES
ssl_ciphers=HIGH\nrsa_cert_file=${certificates}/server.pem\n`,
      );
      return [join(folder, 'conf')];
    },
  },
  smtp: {
    command: '/usr/sbin/exim4',
    ports: 1,
    prepare(folder, [port]) {
      const [uid, gid] = idsOf('Debian-exim');
      for (const name of ['spool', 'spool/log', 'box']) {
        mkdirSync(join(folder, name));
        chownSync(join(folder, name), uid, gid);
      }
      writeFileSync(join(folder, 'server.pem'), readFileSync(join(certificates, 'server.pem')));
      chownSync(join(folder, 'server.pem'), uid, gid);
      writeFileSync(
        join(folder, 'conf'),
        `exim_path = /usr/sbin/exim4\nspool_directory = ${folder}/spool\nlog_file_path = ${folder}/spool/log/%slog\nlocal_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}\nprimary_hostname = localhost\ntls_advertise_hosts = *\ntls_certificate = ${folder}/server.pem
tls_privatekey = ${folder}/server.pem\nkeep_environment =\nacl_smtp_rcpt = receivers\nacl_smtp_data = accept\nbegin acl\nreceivers:\n  deny local_parts = nobody\n  accept
begin routers\nall:\n  driver = accept\n  transport = box
begin transports\nbox:\n  driver = appendfile\n  directory = ${folder}/box/ann\n  maildir_format\n  create_directory\n  user = Debian-exim\n  group = Debian-exim
begin retry\n`,
      );
      return ['-bdf', '-C', join(folder, 'conf')];
    },
  },
  mailboxes: {
    command: '/usr/sbin/dovecot',
    ports: 4,
    prepare(folder, [imap, imaps, pop, pops]) {
      const [uid, gid] = idsOf('mail');
      for (const name of ['run', 'mail']) mkdirSync(join(folder, name));
      chownSync(join(folder, 'mail'), uid, gid);
      const listener = (protocol: string, plain: number, secure: number): string =>
        `service ${protocol}-login {\n inet_listener ${protocol} {\n port = ${plain}\n }\n inet_listener ${protocol}s {\n port = ${secure}\n ssl = yes\n }\n}\n`;
      writeFileSync(
        join(folder, 'conf'),
        `base_dir = ${folder}/run\nstate_dir = ${folder}/run\nlog_path = ${folder}/log\nprotocols = imap pop3\nlisten = 127.0.0.1
mail_location = maildir:${folder}/mail/%u\nmail_uid = mail\nmail_gid = mail\nfirst_valid_uid = 1\nfirst_valid_gid = 1\ndisable_plaintext_auth = no
ssl = yes\nssl_cert = <${certificates}/server.pem\nssl_key = <${certificates}/server.pem
passdb {\n driver = static\n args = password=secret\n}\nuserdb {\n driver = static\n args = uid=mail gid=mail home=${folder}/mail/%u\n}
${listener('imap', imap!, imaps!)}${listener('pop3', pop!, pops!)}`,
      );
      return ['-F', '-c', join(folder, 'conf')];
    },
  },
};

/** User and group id of a user that the server's package makes. */
function idsOf(user: string): [uid: number, gid: number] {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${user}:`))!;
  const [, , uid, gid] = entry.split(':');
  return [Number(uid), Number(gid)];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => void server.close(done));
  return port;
}

/** Waits until somebody listens there. */
async function listening(port: number, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true));
      socket.on('error', () => done(false));
      socket.on('connect', () => void socket.destroy());
    });
    if (open) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('the server does not listen');
}

for (const [name, { command, ports: count, prepare }] of Object.entries(servers)) {
  const missing = !existsSync(command) ? `${command} is not installed` : process.getuid?.() !== 0 ? 'needs root' : false;
  test(`${command} and ${name}.py`, { skip: missing }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'taipan-server-'));
    chmodSync(folder, 0o755);
    const ports: number[] = [];
    for (let i = 0; i < count; i++) ports.push(await freePort());
    const server = spawn(command, prepare(folder, ports), { stdio: 'ignore' });
    try {
      for (const port of ports) await listening(port, server);
      const program = join(root, 'test/servers', `${name}.py`);
      const taipan = process.env.TAIPAN_SERVERS_PYTHON ?? join(root, 'bin/taipan');
      const ended = spawnSync(taipan, [program, folder, join(certificates, 'ca.pem'), ...ports.map(String)], { encoding: 'utf8', timeout: 60_000 });
      assert.equal(ended.stderr, '');
      assert.equal(ended.stdout, 'all well\n');
    } finally {
      server.kill();
      await new Promise((done) => (server.exitCode === null && server.signalCode === null ? server.on('exit', done) : done(undefined)));
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

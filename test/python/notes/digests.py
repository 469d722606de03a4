"""Digests: md5, sha families, blake2, chunked updates, hmac, salted passwords and a small login."""
import hashlib
import hmac
import io
import random

TEXT = "how to use md5 in python hashlib?"


class User:
    def __init__(self, name, password, rng):
        self.name = name
        self.salt = "".join(chr(rng.randint(48, 122)) for _ in range(20))
        self.digest = self.hash(password)

    def hash(self, password):
        return hashlib.sha256((password + self.salt + self.name).encode()).hexdigest()


def login(users, name, password):
    user = users.get(name)
    return user is not None and hmac.compare_digest(user.digest, user.hash(password))


def digest_of_file(file, name, size=7):
    digest = hashlib.new(name)
    while chunk := file.read(size):
        digest.update(chunk)
    return digest.hexdigest()


def main():
    md5 = hashlib.md5()
    md5.update(TEXT.encode("utf-8"))
    print(md5.hexdigest())
    md5 = hashlib.md5()
    md5.update("how to use md5 in ".encode("utf-8"))
    twin = md5.copy()
    md5.update("python hashlib?".encode("utf-8"))
    print(md5.hexdigest(), twin.hexdigest(), md5.digest_size, md5.block_size, md5.name)

    for name in ("sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"):
        digest = hashlib.new(name, TEXT.encode())
        print(f"{name:<10}{digest.digest_size:>3}{digest.block_size:>4} {digest.hexdigest()[:48]}")
    print(hashlib.shake_128(b"x").hexdigest(10), hashlib.blake2b(b"x", digest_size=8, key=b"k").hexdigest(), hashlib.blake2s(b"x", person=b"taipan").hexdigest()[:16])
    print(hashlib.sha256(b"").hexdigest())
    print(hashlib.md5(b"a" * 1000).hexdigest(), hashlib.sha1(bytes(range(256)) * 10).hexdigest())
    print(digest_of_file(io.BytesIO(TEXT.encode()), "sha1") == hashlib.sha1(TEXT.encode()).hexdigest())
    print({"md5", "sha1", "sha256", "blake2b"} <= hashlib.algorithms_guaranteed)

    rng = random.Random(7)
    users = {name: User(name, password, rng) for name, password in (("michael", "123456"), ("bob", "abc999"), ("alice", "alice2008"))}
    print(users["bob"].salt, users["bob"].digest[:16])
    for name, password in (("michael", "123456"), ("bob", "abc998"), ("alice", "Alice2008"), ("eve", "x")):
        print(name, login(users, name, password))
    twins = User("a", "same", rng), User("b", "same", rng)
    print("same password, other digest:", twins[0].digest != twins[1].digest)

    message, key = b"Hello, world!", b"secret"
    print(hmac.new(key, message, digestmod="MD5").hexdigest())
    code = hmac.new(key, digestmod=hashlib.sha256)
    code.update(message)
    print(code.hexdigest(), code.name, code.digest_size)
    print(hmac.digest(key, message, "sha1").hex(), hmac.compare_digest("abc", "abd"))
    print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000).hex())
    for bad in (lambda: hashlib.md5("text"), lambda: hashlib.new("nothing"), lambda: hmac.new(key, message)):
        try:
            bad()
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)


main()

"""Text work: f-strings, join, split, replace, formatting, character loops, str.translate and StringIO."""

from io import StringIO

N = 70_000

WORDS = "the quick brown fox jumps over a lazy dog while seven wizards mix potent jugs of ale".split()


def caesar(text, shift):
    result = []
    for letter in text:
        if "a" <= letter <= "z":
            result.append(chr((ord(letter) - 97 + shift) % 26 + 97))
        else:
            result.append(letter)
    return "".join(result)


def table(rows):
    out = StringIO()
    for number, name, price in rows:
        out.write(f"{number:>6} | {name:<12} | {price:10.2f}\n")
    return out.getvalue()


def count_words(text):
    counts = {}
    for line in text.splitlines():
        for word in line.strip().lower().replace(",", " ").split():
            counts[word] = counts.get(word, 0) + 1
    return counts


def main(n):
    lines = []
    for i in range(n):
        word = WORDS[i % len(WORDS)]
        line = f"{i}: {word.capitalize()}, {WORDS[i * 7 % len(WORDS)]} {i / 3:.3f}"
        if i % 3 == 0:
            line = line.upper()
        elif line.startswith("1"):
            line += " " + word[::-1]
        lines.append(line)
    text = "\n".join(lines)
    counts = count_words(text)
    secret = caesar(text[: n * 4], 3)
    assert caesar(secret, -3) == text[: n * 4]
    built = ""
    for i in range(n):
        built += str(i)
        if i % 100 == 0:
            built += "-"
    report = table((i, WORDS[i % 5], i * 1.25) for i in range(n))
    switched = text.translate(str.maketrans("aeiou", "AEIOU"))
    return len(text), len(counts), len(built), built.count("9"), len(report), report.find("4999"), switched.count("A"), hash_of(secret)


def hash_of(text):
    value = 5381
    for letter in text[:20000]:
        value = (value * 33 + ord(letter)) & 0xFFFFFFFF
    return value


if __name__ == "__main__":
    print(main(N))

"""Objects on disk: pickle for Python alone, JSON for everyone, shelve as a dictionary that outlives the program."""

import io
import json
import os
import pickle
import shelve
import shutil
import tempfile


class Student:
    def __init__(self, name, age, score):
        self.name, self.age, self.score = name, age, score

    def __eq__(self, other):
        return vars(self) == vars(other)


def main():
    folder = tempfile.mkdtemp()
    bob = Student("Bob", 20, 88)
    with open(os.path.join(folder, "bob.pickle"), "wb") as f:
        pickle.dump(bob, f)
        pickle.dump({"more": [bob, bob]}, f)
    with open(os.path.join(folder, "bob.pickle"), "rb") as f:
        print(pickle.load(f) == bob)
        more = pickle.load(f)["more"]
        print(more[0] is more[1])

    try:
        json.dumps(bob)
    except TypeError as e:
        print(e)
    text = json.dumps(bob, default=vars, indent=2)
    print(text)
    print(json.loads(text, object_hook=lambda d: Student(**d)) == bob)

    with shelve.open(os.path.join(folder, "shelf")) as shelf:
        shelf["bob"], shelf["ann"] = bob, Student("Ann", 21, 93)
    with shelve.open(os.path.join(folder, "shelf")) as shelf:
        print(sorted(shelf), shelf["ann"].score)

    # Files that are none.
    text, data = io.StringIO(), io.BytesIO()
    print("to a string", file=text)
    data.write("中文".encode())
    print(repr(text.getvalue()), data.getvalue())
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()

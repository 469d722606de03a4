// What the extension module `_ctypes_test` of CPython's tests wants of an interpreter, as far as its functions need it to hand out numbers, texts
// and lists of them: ctypesTest.py calls them and reads these objects.
#include <stdlib.h>
#include <string.h>

enum kind { NONE, NUMBER, TEXT, LIST };

struct object {
  long references;
  void *type;
  long kind;
  long long number; // of a text its length, of a list its end
  char *text;
  struct object *next; // of a list the first item, of an item the next one
};

static struct object *new_object(enum kind kind, long long number) {
  struct object *o = calloc(1, sizeof *o);
  o->references = 1;
  o->type = o;
  o->kind = kind;
  o->number = number;
  return o;
}

void *PyModuleDef_Init(void *definition) { return definition; }
unsigned long PyType_GetFlags(void *type) { return ~0ul; }
int PyUnicode_CompareWithASCIIString(struct object *o, const char *text) { return strcmp(o->text, text); }
void *Py_GetConstantBorrowed(unsigned id) { return new_object(NONE, 0); }
void *PyLong_FromLong(long n) { return new_object(NUMBER, n); }
void *PyLong_FromLongLong(long long n) { return new_object(NUMBER, n); }
void *PyLong_FromUnsignedLongLong(unsigned long long n) { return new_object(NUMBER, (long long)n); }
void *PyList_New(long n) { return new_object(LIST, 0); }

void *PyBytes_FromStringAndSize(const char *text, long n) {
  struct object *o = new_object(TEXT, n);
  o->text = malloc(n + 1);
  memcpy(o->text, text, n);
  o->text[n] = 0;
  return o;
}
void *PyUnicode_FromString(const char *text) { return PyBytes_FromStringAndSize(text, strlen(text)); }

int PyList_Append(struct object *list, struct object *item) {
  struct object *copy = malloc(sizeof *copy), *last = (struct object *)list->number;
  *copy = *item;
  copy->next = 0;
  if (last) last->next = copy;
  else list->next = copy;
  list->number = (long long)copy;
  return 0;
}

void _Py_DecRef(void *o) {}
int PyArg_ParseTuple(void *args, const char *format, ...) { return 0; }
void *PyErr_Format(void *type, const char *format, ...) { return 0; }
void PyErr_SetString(void *type, const char *text) {}
void *PyExc_TypeError, *PyExc_ValueError;

"""The logging module's four parts: loggers, handlers, filters, formatters; levels, propagation, exceptions, a config dict."""
import io
import logging
import logging.config
import os
import sys
import tempfile


class OnlyLevel(logging.Filter):
    def __init__(self, level):
        super().__init__()
        self.level = level

    def filter(self, record):
        return record.levelno == self.level


class Memory(logging.Handler):
    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append((record.levelname, record.getMessage(), record.name))


class Shouting(logging.Formatter):
    def format(self, record):
        return super().format(record).upper() + "!" * (record.levelno // 10)


def to_stdout(format, style="%", level=logging.NOTSET):
    handler = logging.StreamHandler(sys.stdout)
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter(format, style=style))
    return handler


def main():
    logger = logging.getLogger("shop")
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    plain = to_stdout("%(name)s %(levelname)-8s %(message)s")
    logger.addHandler(plain)
    logger.debug("debug %s", "text")
    logger.info("%d items, %.2f total, %r", 3, 9.5, "x")
    logger.warning("a dict: %(a)s", {"a": 1})
    logger.error("no arguments: 100%")
    logger.critical("last")
    logger.log(25, "a level between")
    logging.addLevelName(25, "NOTICE")
    logger.log(25, "now with a name")
    logger.setLevel(logging.WARNING)
    logger.info("not shown")
    print(logger.isEnabledFor(logging.INFO), logger.getEffectiveLevel(), logging.getLevelName(30), logging.getLevelName("ERROR"))

    child = logging.getLogger("shop.cart.item")
    child.warning("goes up to the parent")
    print(child.parent, child.level, child.getEffectiveLevel(), logger.getChild("cart") is logging.getLogger("shop.cart"))
    memory = Memory()
    child.addHandler(memory)
    child.setLevel("INFO")
    child.info("kept and passed on")
    memory.addFilter(OnlyLevel(logging.ERROR))
    child.error("only errors")
    child.info("dropped by the filter")
    print(memory.records)
    logger.removeHandler(plain)

    logger.addHandler(to_stdout("{levelname}|{funcName}|{message}", "{", logging.ERROR))
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(Shouting("$levelname: $message", style="$"))
    logger.addHandler(handler)
    logger.warning("careful")
    logger.error("both handlers")
    logger.handlers.clear()

    text = io.StringIO()
    logger.addHandler(logging.StreamHandler(text))
    try:
        {}["nothing"]
    except KeyError:
        logger.exception("failed")
    lines = text.getvalue().splitlines()
    print(lines[0], "|", lines[1], "|", lines[-1])
    logger.handlers.clear()

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "app.log")
        file_handler = logging.FileHandler(path, encoding="utf-8")
        file_handler.setFormatter(logging.Formatter("%(levelname)s:%(lineno)d:%(message)s"))
        logger.addHandler(file_handler)
        logger.warning("to a file: %s", "中文")
        logger.removeHandler(file_handler)
        file_handler.close()
        with open(path, encoding="utf-8") as file:
            print(file.read().rstrip().split(":", 2)[2])

    logging.config.dictConfig({
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"short": {"format": "[%(levelname).1s] %(message)s"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "short", "stream": "ext://sys.stdout"}},
        "loggers": {"configured": {"handlers": ["out"], "level": "DEBUG", "propagate": False}},
    })
    logging.getLogger("configured").debug("through the configuration")
    adapter = logging.LoggerAdapter(logging.getLogger("configured"), {"user": "ann"})
    adapter.info("adapted")
    record = logging.makeLogRecord({"msg": "made %s", "args": ("by hand",), "levelname": "INFO", "name": "x"})
    print(logging.Formatter("%(asctime)s %(message)s", "%Y").format(record)[4:], record.getMessage())
    logging.basicConfig(stream=sys.stdout, format="root: %(message)s", level=logging.INFO)
    logging.info("from the module's own function")
    logging.getLogger("elsewhere").info("propagated")
    logging.disable(logging.CRITICAL)
    logging.critical("switched off")


main()

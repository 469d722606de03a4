"""An operating system's scheduler in small: tasks, queues and packets; method calls over a class hierarchy."""

N = 12

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
KIND_DEVICE, KIND_WORK = range(2)
BUFFER = 4


class Packet:
    def __init__(self, link, ident, kind):
        self.link = link
        self.ident = ident
        self.kind = kind
        self.datum = 0
        self.data = [0] * BUFFER

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, system, ident, priority, queue, ready):
        self.system = system
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.held = False
        self.waiting = not ready
        self.pending = queue is not None
        system.add(self)

    def runnable(self):
        return not self.held and (self.pending or not self.waiting)

    def add_packet(self, packet, current):
        if self.queue is None:
            self.queue = packet
            self.pending = True
            if self.priority > current.priority:
                return self
        else:
            packet.append_to(self.queue)
        return current

    def run(self):
        packet = None
        if self.waiting and self.pending:
            packet = self.queue
            self.queue = packet.link
            self.pending = self.queue is not None
            self.waiting = False
        return self.step(packet)

    def wait(self):
        self.waiting = True
        return self

    def step(self, packet):
        raise NotImplementedError


class IdleTask(Task):
    def __init__(self, system, ident, priority, count):
        super().__init__(system, ident, priority, None, True)
        self.control = 1
        self.count = count

    def step(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.system.hold(self)
        if self.control & 1 == 0:
            self.control //= 2
            return self.system.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xD008
        return self.system.release(DEVICE_B)


class WorkTask(Task):
    def __init__(self, system, ident, priority, queue):
        super().__init__(system, ident, priority, queue, queue is None)
        self.destination = HANDLER_A
        self.count = 0

    def step(self, packet):
        if packet is None:
            return self.wait()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.ident = self.destination
        packet.datum = 0
        for i in range(BUFFER):
            self.count += 1
            if self.count > 26:
                self.count = 1
            packet.data[i] = 64 + self.count
        return self.system.queue_packet(self, packet)


class HandlerTask(Task):
    def __init__(self, system, ident, priority, queue):
        super().__init__(system, ident, priority, queue, queue is None)
        self.work = None
        self.devices = None

    def step(self, packet):
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.work = packet.append_to(self.work)
            else:
                self.devices = packet.append_to(self.devices)
        work = self.work
        if work is not None:
            if work.datum >= BUFFER:
                self.work = work.link
                return self.system.queue_packet(self, work)
            device = self.devices
            if device is not None:
                self.devices = device.link
                device.datum = work.data[work.datum]
                work.datum += 1
                return self.system.queue_packet(self, device)
        return self.wait()


class DeviceTask(Task):
    def __init__(self, system, ident, priority, queue):
        super().__init__(system, ident, priority, queue, queue is None)
        self.pending_packet = None

    def step(self, packet):
        if packet is None:
            packet = self.pending_packet
            if packet is None:
                return self.wait()
            self.pending_packet = None
            return self.system.queue_packet(self, packet)
        self.pending_packet = packet
        return self.system.hold(self)


class System:
    def __init__(self):
        self.tasks = []
        self.by_ident = {}
        self.holds = 0
        self.queued = 0

    def add(self, task):
        self.tasks.insert(0, task)
        self.by_ident[task.ident] = task

    def hold(self, task):
        self.holds += 1
        task.held = True
        return None

    def release(self, ident):
        task = self.by_ident[ident]
        task.held = False
        return task

    def queue_packet(self, current, packet):
        self.queued += 1
        target = self.by_ident[packet.ident]
        packet.link = None
        packet.ident = current.ident
        return target.add_packet(packet, current)

    def run(self):
        while True:
            current = self.next_runnable()
            if current is None:
                return
            while current is not None and current.runnable():
                current = current.run()

    def next_runnable(self):
        for task in self.tasks:
            if task.runnable():
                return task
        return None


def simulate(count):
    system = System()
    IdleTask(system, IDLE, 1, count)
    queue = Packet(Packet(None, WORKER, KIND_WORK), WORKER, KIND_WORK)
    WorkTask(system, WORKER, 1000, queue)
    for ident, priority, device in ((HANDLER_A, 2000, DEVICE_A), (HANDLER_B, 3000, DEVICE_B)):
        queue = Packet(Packet(Packet(None, device, KIND_DEVICE), device, KIND_DEVICE), device, KIND_DEVICE)
        HandlerTask(system, ident, priority, queue)
    DeviceTask(system, DEVICE_A, 4000, None)
    DeviceTask(system, DEVICE_B, 5000, None)
    system.run()
    return system.holds, system.queued


def main(n):
    result = None
    for _ in range(n):
        result = simulate(5000)
    return result


if __name__ == "__main__":
    print(main(N))

"""A peer of the engine's benchmark: PyTorch at its best on the CPU. The protocol is in the package's description."""

import ctypes
import sys
import time

try:
    import torch
    import torch.nn.functional as F
    from torch import nn
except ImportError:
    print("failed this Python has no module torch: name another with --torch-python, or leave it out.", flush=True)
    sys.exit(1)

EPSILON = 0.3
STEP = 0.01
STEPS = 40
TRIALS = 5


class Network(nn.Module):
    """Layers in order, with a memory for what residual blocks add."""

    def __init__(self, words):
        super().__init__()
        self.kinds = []
        self.steps = nn.ModuleList()
        for word in words:
            kind, *numbers = word.split(":")
            self.kinds.append(kind)
            self.steps.append(step(kind, [int(number) for number in numbers]))

    def forward(self, x):
        remembered = x
        for kind, module in zip(self.kinds, self.steps):
            if kind == "fork":
                remembered = x
            elif kind == "join":
                x = x + module(remembered)
            elif kind == "relu":
                x = F.relu(x)
            elif kind == "average":
                x = x.mean((2, 3))
            else:
                x = module(x)
        return x


def step(kind, numbers):
    if kind == "convolution":
        inputs, outputs, kernel, stride, padding, bias = numbers
        return nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=bool(bias))
    if kind == "dense":
        return nn.Linear(*numbers)
    if kind == "normalisation":
        return nn.BatchNorm2d(*numbers)
    if kind == "maxpool":
        return nn.MaxPool2d(*numbers)
    if kind == "flatten":
        return nn.Flatten()
    if kind == "join" and numbers:
        inputs, outputs, stride, bias = numbers
        projection = nn.Conv2d(inputs, outputs, 1, stride, bias=bool(bias))
        return projection if bias else nn.Sequential(projection, nn.BatchNorm2d(outputs))
    if kind in ("relu", "fork", "join", "average"):
        return nn.Identity()
    raise ValueError("the layer " + kind + " is unknown")


def forward(model, x, labels):
    def work():
        with torch.no_grad():
            return model(x)

    return work


def input_gradient(model, x, labels):
    z = x.detach().requires_grad_(True)
    loss = F.cross_entropy(model(z), labels, reduction="sum")
    return torch.autograd.grad(loss, z)[0]


def gradient(model, x, labels):
    return lambda: input_gradient(model, x, labels)


def pgd(model, x, labels):
    lowest = (x - EPSILON).clamp(0, 1)
    highest = (x + EPSILON).clamp(0, 1)

    def work():
        z = x.clone()
        for _ in range(STEPS):
            direction = input_gradient(model, z, labels).sign_()
            with torch.no_grad():
                z.add_(direction, alpha=STEP)
                torch.maximum(z, lowest, out=z)
                torch.minimum(z, highest, out=z)
        return z

    return work


def training(make_optimizer):
    def prepare(model, x, labels):
        optimizer = make_optimizer(model.parameters())

        def work():
            optimizer.zero_grad(set_to_none=True)
            F.cross_entropy(model(x), labels).backward()
            optimizer.step()

        return work

    return prepare


def sgd(foreach):
    return training(lambda parameters: torch.optim.SGD(parameters, 0.01, momentum=0.9, foreach=foreach))


def adam(foreach):
    return training(lambda parameters: torch.optim.Adam(parameters, 1e-3, foreach=foreach))


# For each operation, the ways to do it; the fastest is taken.
WAYS = {
    "forward": {"": forward},
    "gradient": {"": gradient},
    "pgd40": {"": pgd},
    "train-sgd": {"": sgd(False), "foreach": sgd(True)},
    "train-adam": {"": adam(False), "foreach": adam(True)},
}
LAYOUTS = {"channels first": torch.contiguous_format, "channels last": torch.channels_last}


def set_threads(threads):
    torch.set_num_threads(threads)
    # OpenBLAS with threads of its own does not hear of it.
    with open("/proc/self/maps", encoding="utf-8") as maps:
        libraries = {line.split()[-1] for line in maps if "openblas" in line or "libblas" in line}
    for library in libraries:
        try:
            ctypes.CDLL(library).openblas_set_num_threads(threads)
        except (OSError, AttributeError):
            pass


def timed(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def candidates(operation, samples, shape, words):
    """All ways to do it: what shows how fast one is, the work itself, its name."""
    train = operation.startswith("train")
    for layout, memory_format in LAYOUTS.items():
        x = torch.rand(samples, *shape).contiguous(memory_format=memory_format)
        labels = torch.arange(samples) % 10
        for way, make in WAYS[operation].items():
            model = Network(words).to(memory_format=memory_format)
            model.train(train)
            for parameter in model.parameters():
                parameter.requires_grad_(train)
            work = make(model, x, labels)
            # A step of the attack tells as much as all of them.
            probe = gradient(model, x, labels) if operation == "pgd40" else work
            yield probe, work, (layout + " " + way).strip()


def prepare(operation, samples, threads, *rest):
    set_threads(int(threads))
    torch.manual_seed(0)
    shape, words = [int(side) for side in rest[:3]], rest[3:]
    ways = list(candidates(operation, int(samples), shape, words))
    best = [float("inf")] * len(ways)
    for _ in range(TRIALS):
        for i, (probe, _, _) in enumerate(ways):
            best[i] = min(best[i], timed(probe))
    _, work, name = ways[best.index(min(best))]
    return work, name


def burst(work, seconds):
    times = []
    start = time.perf_counter()
    while not times or time.perf_counter() - start < seconds:
        times.append(timed(work))
    return times


def main():
    print("ready PyTorch " + torch.__version__, flush=True)
    work = None
    for line in sys.stdin:
        question, *rest = line.split()
        try:
            if question == "prepare":
                work, how = prepare(*rest)
                print("prepared " + how, flush=True)
            elif question == "burst":
                print("times " + " ".join("%.6f" % took for took in burst(work, float(rest[0]))), flush=True)
            elif question == "release":
                work = None
                print("released", flush=True)
            else:
                print("failed the question " + question + " is unknown", flush=True)
        except Exception as fault:  # the other side tells the user
            print("failed " + " ".join(str(fault).split()), flush=True)


main()

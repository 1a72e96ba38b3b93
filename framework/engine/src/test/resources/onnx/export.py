"""Exports the networks beside this file: python3 export.py FOLDER, with PyTorch 1.13."""
import sys
import torch
import torch.nn as nn
import torch.nn.functional as F


class Residual(nn.Module):
    """A shortcut by slices and zero channels (option A of He et al. 2016), as small CIFAR networks have."""

    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 8, 3, padding=1)
        self.a = nn.Conv2d(8, 16, 3, 2, 1)
        self.b = nn.BatchNorm2d(16)
        self.f = nn.Linear(16, 10)

    def forward(self, x):
        x = F.relu(self.c(x))
        y = self.b(self.a(x)) + F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 4, 4))
        y = F.avg_pool2d(F.relu(y), 8)
        return F.log_softmax(self.f(y.view(y.size(0), -1)), dim=1)


class SqueezeExcite(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 8, 3, padding=1)
        self.a = nn.Linear(8, 4)
        self.b = nn.Linear(4, 8)
        self.f = nn.Linear(8, 10)

    def forward(self, x):
        x = self.c(x)
        b, c, _, _ = x.size()
        y = F.adaptive_avg_pool2d(x, 1).view(b, c)
        y = torch.sigmoid(self.b(F.relu(self.a(y)))).view(b, c, 1, 1)
        x = F.hardswish(x * y.expand_as(x))
        return self.f(F.adaptive_avg_pool2d(x, 1).squeeze(3).squeeze(2))


class Shuffle(nn.Module):
    """Groups, a channel shuffle, a pixel shuffle, up-sampling, and flattened tensors in different orders joined."""

    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 12, 3, groups=3)
        self.f = nn.Linear(192, 10)
        self.ps = nn.PixelShuffle(2)

    def forward(self, x):
        x = self.c(x)
        b, c, h, w = x.shape
        x = x.view(b, 3, c // 3, h, w).transpose(1, 2).contiguous().view(b, -1, h, w)
        x = F.max_pool2d(F.interpolate(self.ps(x), scale_factor=2), 6)
        flat = x.view(b, -1)
        joined = torch.cat([x.reshape(b, -1), x.permute(0, 2, 3, 1).reshape(b, -1), flat, flat], 1)
        return F.softmax(self.f(joined[:, :192]), dim=1)


class Pools(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 6, 3, stride=2, padding=2, dilation=2)
        self.f = nn.LazyLinear(7)

    def forward(self, x):
        x = self.c(x)
        a = F.max_pool2d(x, 3, 2, 1, ceil_mode=True)
        b = F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=True)
        c = F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False)
        d = F.avg_pool2d(x, 3, 2, 1)
        e = F.pad(F.max_pool2d(x, 2, 2, 0, 2), (1, 1, 0, 2))
        means = [e.mean((2, 3)), e.amax((2, 3)), e.mean(3).mean(2)]
        return self.f(torch.cat([t.flatten(1) for t in (a, b, c, d)] + means, 1))


class Activated(nn.Module):
    def __init__(self, activation):
        super().__init__()
        self.c = nn.Conv2d(3, 8, 3)
        self.a = activation
        self.f = nn.Linear(8 * 6 * 6, 10)

    def forward(self, x):
        return self.f(torch.flatten(self.a(self.c(x) * 4), 1))


def flat_normalisation():
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.BatchNorm1d(144), nn.PReLU(144),
                         nn.Linear(144, 5), nn.LogSoftmax(1))


def inner_softmax():
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.Softmax(1), nn.Flatten(), nn.Linear(144, 6), nn.Softmax(1),
                         nn.Linear(6, 5))


def rows():
    return nn.Sequential(nn.Linear(20, 30), nn.ELU(), nn.BatchNorm1d(30), nn.Linear(30, 5), nn.Softmax(1))


def export(name, network, shape, opset, fold=True, batch_of_one=False):
    for module in network.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 1.5)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.2)
    network.eval()
    x = torch.rand(1 if batch_of_one else 2, *shape)
    network(x)
    axes = None if batch_of_one else {"x": {0: "n"}, "y": {0: "n"}}
    torch.onnx.export(network, x, f"{sys.argv[1]}/{name}.onnx", opset_version=opset, input_names=["x"],
                      output_names=["y"], do_constant_folding=fold, dynamic_axes=axes)


torch.manual_seed(0)
export("residual-10", Residual(), (3, 16, 16), 10)
export("residual-17-unfolded", Residual(), (3, 16, 16), 17, fold=False)
export("squeeze-excite-9", SqueezeExcite(), (3, 9, 9), 9)
export("squeeze-excite-11-batch-1", SqueezeExcite(), (3, 9, 9), 11, batch_of_one=True)
export("shuffle-11", Shuffle(), (3, 10, 10), 11)
export("shuffle-17-unfolded", Shuffle(), (3, 10, 10), 17, fold=False)
export("flat-normalisation-9", flat_normalisation(), (3, 8, 8), 9)
export("inner-softmax-10", inner_softmax(), (3, 8, 8), 10)
export("inner-softmax-13", inner_softmax(), (3, 8, 8), 13)
export("pools-17", Pools(), (3, 17, 20), 17)
export("rows-16", rows(), (20,), 16)
export("gelu-14", Activated(nn.GELU()), (3, 8, 8), 14)
export("hard-swish-11", Activated(nn.Hardswish()), (3, 8, 8), 11)

"""Writes the models beside this file: python3 make.py FOLDER, with NumPy, h5py (libhdf5) and PyTorch as the reference."""
import json
import sys
import h5py
import numpy as np
import torch
import torch.nn.functional as F

folder = sys.argv[1]
rng = np.random.default_rng(0)


def draw(*shape, low=-0.5, high=0.5):
    return rng.uniform(low, high, shape).astype(np.float32)


def conv(x, kernel, bias=None, stride=1, same=False, groups=1, dilation=1):
    """x is NCHW; kernel is height, width, inputs per group, outputs as Keras has it."""
    w = torch.tensor(kernel).permute(3, 2, 0, 1)
    if same:
        pads = []
        for size, k in ((x.shape[3], w.shape[3]), (x.shape[2], w.shape[2])):
            total = max((-(-size // stride) - 1) * stride + (k - 1) * dilation + 1 - size, 0)
            pads += [total // 2, total - total // 2]
        x = F.pad(x, pads)
    b = None if bias is None else torch.tensor(bias)
    return F.conv2d(x, w, b, stride, 0, dilation, groups)


def norm(x, p, epsilon):
    v = [torch.tensor(p[k]).view(1, -1, *[1] * (x.dim() - 2)) for k in ("gamma", "beta", "moving_mean", "moving_variance")]
    return (x - v[2]) / torch.sqrt(v[3] + epsilon) * v[0] + v[1]


def h5(name, config, weights, keras3=False, gzip=False, version="2.9.0"):
    """The groups and attributes that Keras writes; fixed-length names, variable-length descriptions."""
    with h5py.File(f"{folder}/{name}", "w") as f:
        f.attrs["keras_version"] = version
        f.attrs["backend"] = "tensorflow"
        f.attrs["model_config"] = json.dumps(config)
        g = f.create_group("model_weights")
        g.attrs["layer_names"] = [n.encode() for n in weights]
        g.attrs["backend"] = b"tensorflow"
        for layer, arrays in weights.items():
            sub = g.create_group(layer)
            names = [(f"{config['config']['name']}/{layer}/{k}" if keras3 else f"{layer}/{k}:0") for k in arrays]
            sub.attrs["weight_names"] = [n.encode() for n in names]
            for path, value in zip(names, arrays.values()):
                sub.create_dataset(path, data=value, compression="gzip" if gzip and value.ndim > 1 else None)
        f.create_group("optimizer_weights").create_dataset("iteration", data=3)


def tfjs(name, config, weights, shard_bytes):
    entries, data = [], b""
    for layer, arrays in weights.items():
        for k, value in arrays.items():
            entries.append({"name": f"{layer}/{k}", "shape": list(value.shape), "dtype": "float32"})
            data += value.tobytes()
    shards = [data[i:i + shard_bytes] for i in range(0, len(data), shard_bytes)]
    paths = [f"{name}-shard{i + 1}of{len(shards)}.bin" for i in range(len(shards))]
    for path, shard in zip(paths, shards):
        open(f"{folder}/{path}", "wb").write(shard)
    json.dump({"format": "layers-model", "modelTopology": {"keras_version": "2.9.0", "backend": "tensorflow",
               "model_config": config}, "weightsManifest": [{"paths": paths, "weights": entries}]},
              open(f"{folder}/{name}.json", "w"))


def layer(kind, name, inbound=None, **config):
    entry = {"class_name": kind, "config": {"name": name, "dtype": "float32", "trainable": True, **config}}
    if inbound is not None:
        entry["name"] = name
        entry["inbound_nodes"] = [[[i, 0, 0, {}] for i in inbound]] if inbound else []
    return entry


expected = {}


def expect(name, x, y):
    expected[name] = {"x": [round(float(v), 4) for v in x.reshape(-1)], "y": [float(v) for v in y.reshape(-1)]}


def sample(*shape):
    return np.round(rng.uniform(-1, 1, (2, *shape)), 4).astype(np.float32)


# A sequence for rows of pixels without channels, as the first lesson of every course has it.
w = {"dense": {"kernel": draw(30, 8), "bias": draw(8)}, "out": {"kernel": draw(8, 4), "bias": draw(4)}}
h5("first-lesson.h5", {"class_name": "Sequential", "config": {"name": "first", "layers": [
    layer("Flatten", "flatten", batch_input_shape=[None, 5, 6], data_format="channels_last"),
    layer("Dense", "dense", units=8, activation="relu", use_bias=True),
    layer("Dropout", "dropout", rate=0.2),
    layer("Dense", "out", units=4, activation="softmax", use_bias=True)]}}, w)
x = sample(5, 6)
y = np.maximum(x.reshape(2, -1) @ w["dense"]["kernel"] + w["dense"]["bias"], 0) @ w["out"]["kernel"] + w["out"]["bias"]
expect("first-lesson.h5", x, y)

# A sequence of pictures: 'same' windows of even sizes, separable and depthwise convolutions, a normalisation.
w = {"conv": {"kernel": draw(4, 3, 2, 6), "bias": draw(6)},
     "bn": {"gamma": draw(6), "beta": draw(6), "moving_mean": draw(6), "moving_variance": draw(6, low=0.2, high=1.5)},
     "depth": {"depthwise_kernel": draw(3, 3, 6, 2), "bias": draw(12)},
     "sep": {"depthwise_kernel": draw(2, 2, 12, 1), "pointwise_kernel": draw(1, 1, 12, 5), "bias": draw(5)},
     "out": {"kernel": draw(60, 3), "bias": draw(3)}}
config = {"class_name": "Sequential", "config": {"name": "pictures", "layers": [
    layer("InputLayer", "input_1", batch_input_shape=[None, 9, 8, 2]),
    layer("Conv2D", "conv", filters=6, kernel_size=[4, 3], strides=[2, 2], padding="same", dilation_rate=[1, 1],
          groups=1, activation="linear", use_bias=True, data_format="channels_last"),
    layer("BatchNormalization", "bn", axis=[3], momentum=0.99, epsilon=0.001, center=True, scale=True),
    layer("LeakyReLU", "leaky", alpha=0.1),
    layer("DepthwiseConv2D", "depth", kernel_size=[3, 3], strides=[1, 1], padding="same", depth_multiplier=2,
          activation="swish", use_bias=True, data_format="channels_last", dilation_rate=[1, 1]),
    layer("ZeroPadding2D", "pad", padding=[[0, 1], [1, 0]], data_format="channels_last"),
    layer("SeparableConv2D", "sep", filters=5, kernel_size=[2, 2], strides=[1, 1], padding="valid",
          depth_multiplier=1, activation="hard_sigmoid", use_bias=True, dilation_rate=[1, 1]),
    layer("AveragePooling2D", "avg", pool_size=[2, 2], strides=[2, 2], padding="same"),
    layer("UpSampling2D", "up", size=[2, 1], interpolation="nearest", data_format="channels_last"),
    layer("Flatten", "flatten", data_format="channels_last"),
    layer("Dense", "out", units=3, activation="linear", use_bias=True)]}}
h5("pictures.h5", config, w, gzip=True)
tfjs("pictures", config, w, 1000)
x = sample(9, 8, 2)
t = conv(torch.tensor(x).permute(0, 3, 1, 2), w["conv"]["kernel"], w["conv"]["bias"], 2, True)
t = F.leaky_relu(norm(t, w["bn"], 0.001), 0.1)
k = w["depth"]["depthwise_kernel"].reshape(3, 3, 1, 12)
t = F.silu(conv(t, k, w["depth"]["bias"], 1, True, 6))
t = F.pad(t, (1, 0, 0, 1))
t = conv(t, w["sep"]["depthwise_kernel"].reshape(2, 2, 1, 12), None, 1, False, 12)
t = torch.clamp(conv(t, w["sep"]["pointwise_kernel"], w["sep"]["bias"]) * 0.2 + 0.5, 0, 1)
t = F.avg_pool2d(t, 2, 2, ceil_mode=True, count_include_pad=False)
t = F.interpolate(t, scale_factor=(2, 1))
y = t.permute(0, 2, 3, 1).reshape(2, -1).numpy() @ w["out"]["kernel"] + w["out"]["bias"]
expect("pictures.h5", x, y)
expect("pictures.json", x, y)


# A graph as Keras 3 writes it: a residual connection, squeeze and excitation, a concatenation.
def tensors(*names):
    wrapped = [{"class_name": "__keras_tensor__", "config": {"shape": [None], "dtype": "float32",
                "keras_history": [n, 0, 0]}} for n in names]
    return [{"args": [wrapped if len(wrapped) > 1 else wrapped[0]], "kwargs": {}}]


def layer3(kind, name, inbound, **config):
    entry = layer(kind, name, [], **config)
    entry.update({"module": "keras.layers", "registered_name": None, "inbound_nodes": tensors(*inbound) if inbound else []})
    entry["config"]["dtype"] = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}}
    return entry


w = {"a": {"kernel": draw(3, 3, 3, 4), "bias": draw(4)}, "b": {"kernel": draw(3, 3, 4, 4)},
     "bn": {"gamma": draw(4), "beta": draw(4), "moving_mean": draw(4), "moving_variance": draw(4, low=0.2, high=1.5)},
     "squeeze": {"kernel": draw(4, 4), "bias": draw(4)}, "out": {"kernel": draw(7, 5), "bias": draw(5)}}
h5("residual-keras3.h5", {"module": "keras.src.models.functional", "class_name": "Functional", "config": {
    "name": "residual", "trainable": True, "layers": [
        layer3("InputLayer", "in", [], batch_shape=[None, 6, 6, 3]),
        layer3("Rescaling", "scaled", ["in"], scale=2.0, offset=-0.5),
        layer3("Conv2D", "a", ["scaled"], filters=4, kernel_size=[3, 3], strides=[1, 1], padding="same",
               activation={"module": "builtins", "class_name": "function", "config": "gelu"}, use_bias=True),
        layer3("Conv2D", "b", ["a"], filters=4, kernel_size=[3, 3], strides=[1, 1], padding="same",
               activation="linear", use_bias=False),
        layer3("BatchNormalization", "bn", ["b"], axis=-1, momentum=0.9, epsilon=0.01, center=True, scale=True),
        layer3("Add", "add", ["bn", "a"]),
        layer3("ReLU", "relu", ["add"], max_value=6.0, negative_slope=0.0, threshold=0.0),
        layer3("GlobalAveragePooling2D", "mean", ["relu"], data_format="channels_last", keepdims=False),
        layer3("Dense", "squeeze", ["mean"], units=4, activation="hard_sigmoid", use_bias=True),
        layer3("Reshape", "reshape", ["squeeze"], target_shape=[1, 1, 4]),
        layer3("Multiply", "excite", ["relu", "reshape"]),
        layer3("Concatenate", "join", ["excite", "scaled"], axis=-1),
        layer3("GlobalMaxPooling2D", "most", ["join"], data_format="channels_last", keepdims=False),
        layer3("Dense", "out", ["most"], units=5, activation="softmax", use_bias=True)],
    "input_layers": ["in", 0, 0], "output_layers": ["out", 0, 0]}}, w, keras3=True, version="3.3.3")
x = sample(6, 6, 3)
s = torch.tensor(x).permute(0, 3, 1, 2) * 2 - 0.5
a = F.gelu(conv(s, w["a"]["kernel"], w["a"]["bias"], 1, True))
r = F.relu6(norm(conv(a, w["b"]["kernel"], None, 1, True), w["bn"], 0.01) + a)
e = F.hardsigmoid(r.mean((2, 3)) @ torch.tensor(w["squeeze"]["kernel"]) + torch.tensor(w["squeeze"]["bias"]))
j = torch.cat([r * e.view(2, 4, 1, 1), s], 1).amax((2, 3)).numpy()
expect("residual-keras3.h5", x, j @ w["out"]["kernel"] + w["out"]["bias"])

# A model within a model, whose weights are together under its name, used twice.
inner = {"class_name": "Functional", "name": "twice", "config": {"name": "twice", "layers": [
    layer("InputLayer", "i", [], batch_input_shape=[None, 6]),
    layer("Dense", "hidden", ["i"], units=6, activation="tanh", use_bias=True)],
    "input_layers": [["i", 0, 0]], "output_layers": [["hidden", 0, 0]]},
    "inbound_nodes": [[["in", 0, 0, {}]], [["twice", 1, 0, {}]]]}
w = {"twice": {"kernel": draw(6, 6), "bias": draw(6)}, "out": {"kernel": draw(6, 3), "bias": draw(3)}}
out = layer("Dense", "out", ["sum"], units=3, activation="linear", use_bias=True)
total = layer("Add", "sum", [])
total["inbound_nodes"] = [[["twice", 1, 0, {}], ["twice", 2, 0, {}]]]
config = {"class_name": "Functional", "config": {"name": "outer", "layers": [
    layer("InputLayer", "in", [], batch_input_shape=[None, 6]), inner, total, out],
    "input_layers": [["in", 0, 0]], "output_layers": [["out", 0, 0]]}}
with h5py.File(f"{folder}/nested.h5", "w") as f:
    f.attrs["keras_version"] = "2.9.0"
    f.attrs["model_config"] = json.dumps(config)
    for group, under in (("twice", "hidden"), ("out", "out")):
        for key, value in w[group].items():
            f.create_dataset(f"model_weights/{group}/{under}/{key}:0", data=value)
x = sample(6)
once = np.tanh(x @ w["twice"]["kernel"] + w["twice"]["bias"])
again = np.tanh(once @ w["twice"]["kernel"] + w["twice"]["bias"])
expect("nested.h5", x, (once + again) @ w["out"]["kernel"] + w["out"]["bias"])

json.dump(expected, open(f"{folder}/expected.json", "w"))

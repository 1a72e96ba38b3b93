package io.gauntlet.engine.onnx;

/** What a name in the file stands for: known numbers, or something computed from the network's input. */
sealed interface Tensor permits Constant, Value, Unfinished {}

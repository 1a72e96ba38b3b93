/** Reading networks from ONNX files as PyTorch exports them. Nothing in a file is executed. */
@NullMarked
package io.gauntlet.engine.onnx;

import org.jspecify.annotations.NullMarked;

/**
 * Networks as graphs of layers, without weights or arrays, and reading them from DL4J configurations. Pictures are
 * height x width x channels throughout.
 */
@NullMarked
package io.gauntlet.engine.layout;

import org.jspecify.annotations.NullMarked;

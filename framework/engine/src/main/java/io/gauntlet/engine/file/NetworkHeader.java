package io.gauntlet.engine.file;

import java.util.List;

import io.gauntlet.engine.layout.Node;

/**
 * The description beside a stored network's weights.
 *
 * @param format the version of this format
 * @param architecture its id, or the name of the imported file
 * @param shape of one sample
 * @param classes the number of logits
 * @param block samples computed together: part of a result's record
 * @param nodes what it computes
 */
record NetworkHeader(int format, String architecture, long[] shape, int classes, int block, List<Node> nodes) {
    static final int FORMAT = 2;
}

/**
 * Networks and how they are computed: DL4J definitions compiled into plans of raw ND4J operations, models, training,
 * files. Depends on the api alone; plug-ins see only the api's interfaces. Everything lives in the packages below.
 */
@NullMarked
package io.gauntlet.engine;

import org.jspecify.annotations.NullMarked;

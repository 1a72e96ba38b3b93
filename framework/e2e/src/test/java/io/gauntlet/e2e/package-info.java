/** Tests of the built distribution as its users meet it: command line, crashes, browser, architecture. */
@NullMarked
package io.gauntlet.e2e;

import org.jspecify.annotations.NullMarked;

/** Tiny plug-ins of the tests. They are on the tests' class path only to be compiled: tests pack them into jars. */
@NullMarked
package io.gauntlet.runtime.testplugin;

import org.jspecify.annotations.NullMarked;

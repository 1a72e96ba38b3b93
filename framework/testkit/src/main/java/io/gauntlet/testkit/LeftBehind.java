package io.gauntlet.testkit;

import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Counts the arrays that outlive the work that made them. Their memory lies outside the Java heap and is freed with the
 * objects that stand for it, so what the JVM's own histogram of reachable objects shows is what takes memory.
 */
final class LeftBehind {
    private static final int TIMES = 3;

    /** A line of the histogram: number, instances, bytes, class. */
    private static final Pattern BUFFERS =
            Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+org\\.nd4j\\.\\S+\\.buffer\\.\\S*Buffer\\b");

    private LeftBehind() {}

    /** How many arrays each repetition of some work leaves behind. */
    static long arrays(Runnable work) {
        work.run(); // what is made once and kept for good
        work.run();
        long before = reachable();
        for (int i = 0; i < TIMES; i++) {
            work.run();
        }
        return Math.max(0, reachable() - before) / TIMES;
    }

    private static long reachable() {
        try {
            Object histogram = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return BUFFERS.matcher(String.valueOf(histogram))
                    .results()
                    .mapToLong(line -> Long.parseLong(line.group(1)))
                    .sum();
        } catch (JMException e) {
            throw new IllegalStateException("This JVM does not count its objects: run the tests on OpenJDK.", e);
        }
    }
}
